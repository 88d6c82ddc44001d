import { parseXml, type XmlElement } from "../../../formats/xml/parse-xml.ts";
import { defineFetcher, type FeedPart, type FetchSession } from "../define.ts";
import { unreachable } from "../feed-error.ts";

/** Lists of mirrors, by release; both machine types get the same errata. */
const mirrorLists: ReadonlyMap<string, string> = new Map([
  ["amzn:2", "2/core/latest/x86_64/mirror.list"],
  ["amzn:2023", "al2023/core/mirrors/latest/x86_64/mirror.list"],
]);

/** Amazon Linux: a list of mirrors names a repository, its index names the file of errata. */
export const amazonUpdateinfo = defineFetcher({
  feed: "amazon/updateinfo",
  defaultAddress: "https://cdn.amazonlinux.com",
  list: () => Promise.resolve([...mirrorLists.keys()].map((ecosystem) => ({ name: nameOf(ecosystem), ecosystem }))),
  async fetch(part, session) {
    const repository = await findRepository(part, session);
    const index = `${repository}/repodata/repomd.xml`;
    const place = findUpdateinfo(await session.text(index));
    if (place === undefined) throw unreachable(index, "expected the place of updateinfo, got an index without it");
    return session.keep(`${repository}/${place}`, { name: part.name });
  },
});

/** The folder tells the reader which release it is: `amzn@2023`. */
function nameOf(ecosystem: string): string {
  return `${ecosystem.replace(":", "@")}/updateinfo.xml.gz`;
}

async function findRepository({ ecosystem = "" }: FeedPart, { address, text }: FetchSession): Promise<string> {
  const list = `${address}/${mirrorLists.get(ecosystem) ?? ""}`;
  const mirrors = (await text(list)).split("\n").map((line) => line.trim());
  const mirror = mirrors.find((line) => URL.canParse(line));
  if (mirror === undefined) throw unreachable(list, "expected a list of addresses, got none");
  return mirror.replace(/\/+$/, "");
}

function findUpdateinfo(text: string): string | undefined {
  const { root } = parseXml(text);
  const data = root?.children.find(
    ({ name, attributes }) => name === "data" && attributes.get("type") === "updateinfo",
  );
  return hrefOf(data?.children.find(({ name }) => name === "location"));
}

/** A path below the repository, and nothing else: no other host, no way up. */
function hrefOf(location: XmlElement | undefined): string | undefined {
  const href = location?.attributes.get("href");
  return href !== undefined && /^[\w./-]+$/.test(href) && !href.includes("..") && !href.startsWith("/")
    ? href
    : undefined;
}
