import { castIpAddress, ipAddressOfBytes, ipAddressText, networkContains } from '../ip-address';
import { define, strings, type RuntimeFunction } from './define';

/** Functions of IP addresses. */
export const IP_ADDRESSES: readonly RuntimeFunction[] = [
  define('t_ip_address', ['VARCHAR', 'BOOLEAN'], 'BLOB', castIpAddress),
  define('t_ip_address_of_bytes', ['BLOB', 'BOOLEAN'], 'BLOB', ipAddressOfBytes),
  define('t_ip_text', ['BLOB'], 'VARCHAR', ipAddressText),
  define('t_network_contains', [...strings(1), 'BLOB'], 'BOOLEAN', networkContains),
];
