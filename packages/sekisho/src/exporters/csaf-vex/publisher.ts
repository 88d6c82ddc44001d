import { contentUuid } from "../vex/content-uuid.ts";

const nobody = "Unknown Author";
const maxAuthorLength = 1000;

/**
 * Gives who says it. The standard wants an address that the publisher owns: it is taken from an author that names one,
 * `Example Corp <https://example.com>` or `Security <security@example.com>`; of another one a name of its own is made.
 */
export function publisherOf(author: string | undefined): object {
  const written = author === undefined || author.trim() === "" ? nobody : author;
  const { name, address } = splitAuthor(written);
  return { category: "other", name, namespace: namespaceOf(address) ?? contentUuid(written) };
}

function splitAuthor(author: string): { readonly name: string; readonly address: string } {
  const short = author.slice(0, maxAuthorLength);
  const open = short.lastIndexOf("<");
  if (open === -1 || !short.trimEnd().endsWith(">")) return { name: author, address: author };
  const name = short.slice(0, open).trim();
  const address = short.slice(open + 1, short.lastIndexOf(">")).trim();
  return { name: name === "" ? address || author : name, address };
}

function namespaceOf(address: string): string | undefined {
  const host = /^[^\s@]{1,64}@([A-Za-z0-9.-]{1,253})$/.exec(address)?.[1];
  const written = host === undefined ? address : `https://${host}`;
  return /^https?:\/\//i.test(written) && URL.canParse(written) ? new URL(written).href : undefined;
}
