import type { Advisory, AffectedPackage } from "../../model/advisory.ts";
import type { FeedSink } from "./define.ts";

type Texts = Partial<Pick<Advisory, "summary" | "details" | "references">>;

interface OpenAdvisory {
  readonly texts: Texts;
  readonly affected: AffectedPackage[];
}

/** Advisories of a document that names packages first and flaws below them. */
export interface CollectedAdvisories {
  /** Adds what is said of packages under a flaw; the first texts count. */
  add(id: string, affected: readonly AffectedPackage[], texts?: Texts): void;
  /** Gives all of them, in the order in which they were first named. */
  give(sink: FeedSink): void;
}

/** Starts to collect the advisories of one document. */
export function collectAdvisories(source: string): CollectedAdvisories {
  const open = new Map<string, OpenAdvisory>();
  return {
    add(id, affected, texts = {}) {
      const known = open.get(id);
      if (known === undefined) open.set(id, { texts, affected: [...affected] });
      else known.affected.push(...affected);
    },
    give(sink) {
      for (const [id, { texts, affected }] of open)
        sink({ kind: "advisory", advisory: makeAdvisory(id, source, { texts, affected }) });
    },
  };
}

function makeAdvisory(id: string, source: string, { texts, affected }: OpenAdvisory): Advisory {
  return {
    id,
    aliases: [],
    upstream: [],
    source,
    kind: "vulnerability",
    summary: "",
    details: "",
    references: [],
    ...texts,
    weaknesses: [],
    severities: [],
    affected,
  };
}
