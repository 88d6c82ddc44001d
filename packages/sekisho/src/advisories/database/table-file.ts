/**
 * The file that every part of a database is kept in: tables of keys and values.
 *
 * ```
 * magic       8 bytes
 * head        length (4 bytes), then for each table its keys by hash and its blocks, and the words that values share
 * blocks      keys in order with their values, about 4 KiB each, deflated
 * ```
 * All numbers lie lowest byte first. The head is read whole when the file is opened, and its digest stands in the
 * manifest; it holds the digest of every block, so that each byte that is ever used has been compared with a digest that
 * the manifest's signature covers.
 */
export const tableFileMagic = Buffer.from("SKSHTAB\u0001", "latin1");

/** Magic and length of the head. */
export const preambleBytes = tableFileMagic.length + 4;

/** Bytes of a block's SHA-256 that the head keeps. */
export const blockDigestBytes = 16;

/** How many bytes a block has before it is deflated, unless one value alone has more. */
export const defaultBlockBytes = 4096;

/** No block of ours comes near: what says so is refused before memory is given to it. */
export const maxBlockBytes = 64 * 1024 * 1024;

/** No head of ours comes near: ten million keys. */
export const maxHeadBytes = 256 * 1024 * 1024;

/** Bytes of a block in the head: first key's number, stored length, length when inflated, digest. */
export const blockEntryBytes = 12 + blockDigestBytes;

/** Bytes of a key in the head: hash and number. */
export const keyEntryBytes = 8;

/** Reads `length` bytes from `offset`; fewer only where the file ends. Synchronous. */
export type ReadAt = (offset: number, length: number) => Buffer;
