const t=performance.now();
require('tsx/cjs');
const t1=performance.now();
require('../lib/cli/sample-nights.ts');
const t2=performance.now();
console.log('tsx',Math.round(t1-t),'load',Math.round(t2-t1));
(async()=>{
const { startLocalDynamoDb, createOrdersTable, putItems, scanItems } = require('../lib/local/dynamodb');
const { generateOrders } = require('../lib/local/orders');
let a=performance.now(); const lap=(n)=>{const b=performance.now();console.log(n,Math.round(b-a),'cpu',Math.round(process.cpuUsage().user/1000));a=b};
const db=await startLocalDynamoDb(); lap('start db');
await createOrdersTable(db.client,'ttt'); lap('create');
const os=[...generateOrders({count:20000,days:30,until:new Date(),seed:1})]; lap('generate');
await putItems(db.client,'ttt',os); lap('put');
let n=0; for await (const i of scanItems(db.client,'ttt')) n++; lap('scan '+n);
await db.close();
})();
