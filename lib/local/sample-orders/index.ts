export { articleOrders } from './article-orders';
export { changeOrders } from './change-orders';
export { generateOrders, type GenerateOrdersOptions } from './generate-orders';
export { nextDay } from './next-day';
