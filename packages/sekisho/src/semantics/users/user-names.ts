/** Tells whether a value of USER means the superuser: `root`, `0`, with or without a group. */
export function isRootUser(value: string): boolean {
  const name = userPart(value);
  return name === "root" || /^0+$/.test(name);
}

/** Gives the user of `user:group`. */
export function userPart(value: string): string {
  const colon = value.indexOf(":");
  return colon === -1 ? value : value.slice(0, colon);
}

/** Tells whether a user is given by number, so that Kubernetes can tell whether it is root. */
export function isNumericUser(value: string): boolean {
  return /^\d+$/.test(userPart(value));
}
