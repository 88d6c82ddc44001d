import { quote } from "../../model/quote.ts";
import {
  type VexJustification,
  type VexProduct,
  type VexStatus,
  vexJustifications,
  vexStatuses,
} from "../../model/vex.ts";
import type { VexCollector } from "./vex-collector.ts";

/** Gives a product without any name yet. */
export const namelessProduct: VexProduct = { purls: [], cpes: [], hashes: [], names: [], components: [] };

/** Tells whether nothing tells what a product is. */
export function isNameless({ purls, cpes, hashes, names }: VexProduct): boolean {
  return purls.length + cpes.length + hashes.length + names.length === 0;
}

/** Sorts a name into the kind that it is. */
export function productOfName(name: string): VexProduct {
  if (/^pkg:/i.test(name)) return { ...namelessProduct, purls: [name] };
  if (/^cpe:/i.test(name)) return { ...namelessProduct, cpes: [name] };
  if (/^sha256:[0-9a-f]{64}$/i.test(name)) return { ...namelessProduct, hashes: [name.toLowerCase()] };
  return { ...namelessProduct, names: [name] };
}

/** Joins what several places say of the same product. */
export function joinProducts(left: VexProduct, right: VexProduct): VexProduct {
  return {
    purls: joined(left.purls, right.purls),
    cpes: joined(left.cpes, right.cpes),
    hashes: joined(left.hashes, right.hashes),
    names: joined(left.names, right.names),
    components: [...left.components, ...right.components],
    ...(left.versions === undefined && right.versions === undefined
      ? {}
      : { versions: joined(left.versions ?? [], right.versions ?? []) }),
  };
}

/** Gives a digest as `sha256:…`; `undefined` for other algorithms and for what is no hexadecimal text. */
export function findSha256(algorithm: string, value: unknown): string | undefined {
  if (typeof value !== "string" || !/^sha-?256$/i.test(algorithm)) return undefined;
  return /^[0-9a-f]{64}$/i.test(value) ? `sha256:${value.toLowerCase()}` : undefined;
}

/** Finds a status by its word in OpenVEX; what is none is told. */
export function findStatus(value: unknown, pointer: string, collector: VexCollector): VexStatus | undefined {
  const status = vexStatuses.find((word) => word === value);
  if (status === undefined) {
    collector.tell(
      "status-unknown",
      {
        en: `Expected one of ${vexStatuses.join(", ")}, got ${shown(value)}. The statement was left out.`,
        ja: `${vexStatuses.join("、")} のいずれかを想定しましたが、${shown(value)} でした。このステートメントは取り込んでいません。`,
      },
      pointer,
    );
  }
  return status;
}

/** Finds a justification by its label; what is none is told, and the statement has to do without. */
export function findJustification(
  value: unknown,
  pointer: string,
  collector: VexCollector,
): VexJustification | undefined {
  if (value === undefined || value === "") return undefined;
  const justification = vexJustifications.find((word) => word === value);
  if (justification === undefined) {
    collector.tell(
      "justification-unknown",
      {
        en: `Expected one of ${vexJustifications.join(", ")}, got ${shown(value)}.`,
        ja: `${vexJustifications.join("、")} のいずれかを想定しましたが、${shown(value)} でした。`,
      },
      pointer,
    );
  }
  return justification;
}

/** Tells that a statement names no flaw. */
export function tellFlawMissing(pointer: string, collector: VexCollector): void {
  collector.tell(
    "flaw-missing",
    {
      en: "Expected the name of a flaw such as CVE-2024-1234, got none. The statement was left out.",
      ja: "CVE-2024-1234 のような脆弱性の名前を想定しましたが、ありません。このステートメントは取り込んでいません。",
    },
    pointer,
  );
}

/** Gives a value of a document for a message. */
export function shown(value: unknown): string {
  if (typeof value === "string") return `"${quote(value)}"`;
  if (value === undefined || value === null) return "null";
  // A list or an object may be as deep as the document is long.
  if (Array.isArray(value)) return "[…]";
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "{…}";
}

function joined(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])];
}
