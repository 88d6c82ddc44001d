/** Gives an address without user name and password: it goes into reports. */
export function withoutCredentials(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]{0,20}:\/\/)[^/@\s]*@/i, "$1");
}
