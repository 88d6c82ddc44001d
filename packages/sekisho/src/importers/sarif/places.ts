import type { Evidence, Location } from "../../model/location.ts";
import { present } from "../parts/present.ts";
import { textOf } from "./rules.ts";
import type { SarifArtifactLocation, SarifLocation, SarifRun } from "./schema.ts";

/** So many places of one result are kept. */
const maxPlaces = 100;
const maxExcerpt = 2000;
/** A base may stand on another one, and so on. */
const maxBases = 8;

/** The files of a run: what an index or a base means. */
export class SarifPlaces {
  readonly #bases: ReadonlyMap<string, SarifArtifactLocation>;
  readonly #artifacts: NonNullable<SarifRun["artifacts"]>;

  constructor({ originalUriBaseIds, artifacts }: SarifRun) {
    this.#bases = new Map(Object.entries(originalUriBaseIds ?? {}));
    this.#artifacts = artifacts ?? [];
  }

  /** Gives the places of a result; lines that are no numbers of lines are left to whoever checks findings. */
  evidenceOf(locations: readonly SarifLocation[]): readonly Evidence[] {
    return locations.slice(0, maxPlaces).flatMap((location) => {
      const place = this.#placeOf(location);
      if (place === undefined) return [];
      const snippet = textOf(location.physicalLocation?.region?.snippet);
      const message = textOf(location.message);
      return [{ location: place, ...present({ excerpt: snippet?.slice(0, maxExcerpt), message }) }];
    });
  }

  /** Gives the path of a file as our scans write it; `undefined` where the document names none. */
  pathOf(location: SarifArtifactLocation | null | undefined): string | undefined {
    const own = location ?? {};
    const artifact = typeof own.index === "number" ? this.#artifacts[own.index]?.location : undefined;
    const { uri, uriBaseId } = typeof own.uri === "string" ? own : { ...artifact, ...present(own) };
    if (typeof uri !== "string" || uri === "") return undefined;
    return relativePath(uri, this.#addressOf(uriBaseId));
  }

  #placeOf({ physicalLocation }: SarifLocation): Location | undefined {
    const path = this.pathOf(physicalLocation?.artifactLocation);
    if (path === undefined) return undefined;
    const { startLine, startColumn, endLine, endColumn } = physicalLocation?.region ?? {};
    return { path, ...present({ startLine, startColumn, endLine, endColumn }) };
  }

  /** Gives the address that a base stands for. Source: SARIF 2.1.0, section 3.14.14. */
  #addressOf(id: string | null | undefined): string {
    let address = "";
    let next = id;
    for (let step = 0; step < maxBases && typeof next === "string"; step++) {
      const base = this.#bases.get(next);
      address = (base?.uri ?? "") + address;
      next = base?.uriBaseId;
    }
    return address;
  }
}

/** What is below the base is relative to it already; a base without a scheme is a directory of the tree. */
function relativePath(uri: string, base: string): string {
  const isBaseFolder = base !== "" && !/^[a-z][a-z0-9+.-]{1,30}:|^\//i.test(base);
  if (base !== "" && uri.startsWith(base) && uri.length > base.length) return decoded(uri.slice(base.length));
  const path = uri.startsWith("file://") ? uri.slice("file://".length) : uri;
  return decoded(isBaseFolder && !path.startsWith("/") ? `${base.endsWith("/") ? base : `${base}/`}${path}` : path);
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // No encoding that can be undone: many tools write paths as they are.
    return text;
  }
}
