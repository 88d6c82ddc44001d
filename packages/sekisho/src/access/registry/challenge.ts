/** How a registry wants to be authenticated. Source: RFC 9110, section 11.6.1, WWW-Authenticate. */
export type Challenge =
  | { readonly scheme: "basic" }
  | {
      readonly scheme: "bearer";
      readonly realm: string;
      readonly service: string | undefined;
      readonly scope: string | undefined;
    };

const maxHeaderCharacters = 8_192;
const part = /\s*,?\s*(?:([A-Za-z][\w-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))|([A-Za-z][\w-]*)(?=\s|,|$))/gy;

/** Gives the challenges of a `WWW-Authenticate` header that we can answer, Bearer before Basic. */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: Challenge[] = [];
  let scheme = "";
  let parameters = new Map<string, string>();
  const finish = (): void => {
    const challenge = toChallenge(scheme, parameters);
    if (challenge !== undefined) challenges.push(challenge);
  };
  for (const match of header.slice(0, maxHeaderCharacters).matchAll(part)) {
    const [, name, quoted, token, nextScheme] = match;
    if (nextScheme !== undefined) {
      finish();
      scheme = nextScheme.toLowerCase();
      parameters = new Map();
    } else if (name !== undefined) {
      parameters.set(name.toLowerCase(), quoted === undefined ? (token ?? "") : quoted.replace(/\\(.)/g, "$1"));
    }
  }
  finish();
  return challenges.toSorted((left, right) => Number(left.scheme === "basic") - Number(right.scheme === "basic"));
}

function toChallenge(scheme: string, parameters: ReadonlyMap<string, string>): Challenge | undefined {
  if (scheme === "basic") return { scheme };
  const realm = parameters.get("realm");
  if (scheme !== "bearer" || realm === undefined) return undefined;
  return { scheme, realm, service: parameters.get("service"), scope: parameters.get("scope") };
}
