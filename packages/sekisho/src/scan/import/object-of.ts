/** Longer subjects are of no object. */
const maxUnits = 4_000;

/** Gives the object that holds the container a subject is about: `shop/web[Pod]` of `shop/web[Pod]/container:app`. */
export function objectOf(subject: string): string | undefined {
  const at = subject.length > maxUnits ? -1 : subject.search(/\]\/(?:init-|ephemeral-)?container:[^/]{1,1000}$/);
  return at === -1 ? undefined : subject.slice(0, at + 1);
}
