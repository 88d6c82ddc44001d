import { notReadable } from "../errors.ts";
import { type Overload, unary } from "../overload.ts";
import { traversalCost } from "../size.ts";
import { boolType, listOf, mapOf, stringType, urlType } from "../type.ts";
import { list, map, type UrlValue, type Value } from "../values.ts";
import { parseUrl } from "./parse-url.ts";

/** Addresses. Source: k8s.io/apiserver, cel/library/urls.go. */
export const urls: readonly Overload[] = [
  unary(
    { name: "url", parameters: [stringType], result: urlType, cost: traversalCost },
    (text) => parseUrl(text) ?? notReadable("URL", text),
  ),
  unary(
    { name: "isURL", parameters: [stringType], result: boolType, cost: traversalCost },
    (text) => parseUrl(text) !== undefined,
  ),
  part("getScheme", ({ scheme }) => scheme),
  part("getHost", ({ host }) => host),
  part("getHostname", ({ host }) => host.replace(/:\d{0,5}$/, "").replace(/^\[(.*)\]$/, "$1")),
  part("getPort", ({ host }) => /:(\d{0,5})$/.exec(host)?.[1] ?? ""),
  part("getEscapedPath", ({ escapedPath }) => escapedPath),
  unary(
    { name: "getQuery", isMethod: true, parameters: [urlType], result: mapOf(stringType, listOf(stringType)) },
    readQuery,
  ),
];

function part(name: string, read: (url: UrlValue) => string): Overload {
  return unary({ name, isMethod: true, parameters: [urlType], result: stringType }, read);
}

/** Gives every value of every name, in order; a pair that cannot be decoded is left out, as Go does. */
function readQuery({ query }: UrlValue): Value {
  const values = new Map<string, string[]>();
  for (const pair of query.split("&")) {
    if (pair === "" || pair.includes(";")) continue;
    const equals = pair.indexOf("=");
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    const value = equals === -1 ? "" : decode(pair.slice(equals + 1));
    if (name === undefined || value === undefined) continue;
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return map(new Map(Array.from(values, ([name, all]) => [name, list(all)])));
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    // The only way in which the language says that an escape is wrong.
    return undefined;
  }
}
