/**
 * Gives a number of 32 bits for a key: FNV-1a over its UTF-16 units, stirred at the end as MurmurHash3 does.
 *
 * It only says where to look: whoever finds a hash compares the key, so that two keys of one hash do no harm, nor does
 * a key that was chosen to collide.
 */
export function keyHash(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
