import { withoutCredentials } from "../../formats/repository-lists/repository-address.ts";
import type { RepositoryFact } from "../../model/fact.ts";
import { defineAnalyzer } from "../define.ts";

/** What has been read of a section so far. */
interface Section {
  readonly id: string;
  readonly values: Map<string, string>;
}

/** Reads where packages of rpm distributions come from: sections of yum, dnf and zypper, one for each repository. */
export const yumRepositories = defineAnalyzer({
  id: "os/yum-repositories",
  version: 2,
  finds: ["fact"],
  scope: "installed",
  paths: ["etc/{yum.repos.d,zypp/repos.d,distro.repos.d}/*.repo"],
  maxBytes: 1024 * 1024,
  analyze({ bytes }) {
    const sections: Section[] = [];
    let key = "";
    for (const line of bytes.toString("utf8").split("\n")) {
      const id = /^\[([^\]\s]+)\]/.exec(line)?.[1];
      if (id !== undefined) sections.push({ id, values: new Map() });
      const values = sections.at(-1)?.values;
      if (id !== undefined || values === undefined || /^\s*(?:[#;]|$)/.test(line)) continue;
      const equals = /^\s/.test(line) ? -1 : line.indexOf("=");
      if (equals > 0) key = line.slice(0, equals).trim().toLowerCase();
      // A value goes on in lines that begin with a blank; the first address is the one that counts.
      if (equals > 0 || values.get(key) === "") values.set(key, line.slice(equals + 1).trim());
    }
    return { facts: sections.flatMap(toFact) };
  },
});

function toFact({ id, values }: Section): readonly RepositoryFact[] {
  const address = ["baseurl", "mirrorlist", "metalink"]
    .map((key) => values.get(key) ?? "")
    .find((value) => value !== "");
  if (address === undefined) return [];
  const isEnabled = !isOff(values.get("enabled"));
  const first = address.split(/[\s,]+/, 1).join("");
  const off = ["gpgcheck", "pkg_gpgcheck", "sslverify"].find((key) => isOff(values.get(key)));
  return [
    {
      kind: "repository",
      type: "yum",
      address: withoutCredentials(first),
      suite: id,
      isEnabled,
      ...(off === undefined ? {} : { unverifiedBy: `${off}=${values.get(off) ?? ""}` }),
    },
  ];
}

function isOff(value: string | undefined): boolean {
  return value !== undefined && /^(?:0|no|false|off)$/i.test(value);
}
