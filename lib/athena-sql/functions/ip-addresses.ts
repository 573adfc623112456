import { all } from './emit';
import { overload, type Overload } from './signature';

/** Functions of IP addresses. */
export const IP_ADDRESSES: Readonly<Record<string, readonly Overload[]>> = {
  contains: [overload('varchar, ipaddress -> boolean', all('t_network_contains'), { throws: true })],
};
