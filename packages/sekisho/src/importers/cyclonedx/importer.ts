import { isJsonObject } from "../../formats/json/json-value.ts";
import type { XmlElement } from "../../formats/xml/parse-xml.ts";
import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type ImportedTool,
  type Outcome,
} from "../define.ts";
import { imageTarget } from "../parts/image-target.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { toolIdOf } from "../parts/tool-id.ts";
import { readComponent } from "../sbom/cyclonedx.ts";
import { toComponent } from "../sbom/cyclonedx-xml.ts";
import { PackageListing } from "../sbom/package-listing.ts";
import { ComponentBook, packageOf } from "./component-book.ts";
import { toFlaw } from "./flaws.ts";
import {
  type CycloneDxComponent,
  type CycloneDxHeader,
  cycloneDxComponent,
  cycloneDxHeader,
  cycloneDxVulnerability,
} from "./schema.ts";
import { toHeader, toOldVulnerability, toVulnerability } from "./xml.ts";

/** Reads known flaws and their analyses in CycloneDX documents. */
export const cyclonedx = defineImporter({
  id: "cyclonedx",
  name: "CycloneDX",
  reads: [
    "CycloneDX JSON, 1.2 to 1.6: components; vulnerabilities and VEX analyses from 1.4 on",
    "CycloneDX XML, 1.2 to 1.6, with the vulnerability extension of 1.2",
  ],
  mapped: {
    en: "One finding for each vulnerability and component that it affects (by bom-ref, package URL, BOM-Link): ids, ratings, CWE, texts, advisories, analysis. Analyses that settle a flaw are exceptions; versions that are all unaffected count as passed. Components with their licences are packages of the report; components that are no packages (files, data) are told. `sekisho scan` matches packages with advisories. Not mapped: proof of concept, credits, properties of flaws, services.",
    ja: "脆弱性とその影響を受けるコンポーネント（bom-ref、package URL、BOM-Link）の組ごとに検出 1 件とします。ID、評価、CWE、説明、アドバイザリー、分析を取り込みます。影響なし・解決済みの分析は例外とし、すべてのバージョンが unaffected のものは問題なしとして数えます。コンポーネントはライセンスとともにレポートのパッケージとし、パッケージでないもの（ファイルやデータ）は診断として報告します。脆弱性との照合には `sekisho scan` を使用します。proofOfConcept、credits、脆弱性の properties、services は取り込みません。",
  },
  variants: [
    {
      name: "CycloneDX JSON",
      form: "json",
      signs: [{ at: "/bomFormat", equals: "CycloneDX" }],
      header: ["/metadata"],
      records: [["/components/*"], ["/vulnerabilities/*"]],
      begin: (header, context) => new BomConversion(header, context),
    },
    {
      name: "CycloneDX XML",
      form: "xml",
      signs: [{ at: "/bom/@xmlns", matches: /^https?:\/\/cyclonedx\.org\/schema\/bom\/\d\.\d$/ }],
      header: ["/bom/metadata"],
      records: [["/bom/components/component"], ["/bom/vulnerabilities/vulnerability"]],
      begin: (header, context) => new BomConversion(toHeader(elementAt(header, "/bom/metadata")), context),
    },
  ],
});

/** Converts one document: its components first, then the flaws that refer to them. */
class BomConversion implements Conversion {
  readonly target: ImportedTarget;
  readonly tool?: string;
  readonly toolVersion?: string;
  readonly scannedAt?: string;
  readonly #context: ImportContext;
  readonly #book = new ComponentBook();
  readonly #listing: PackageListing;
  readonly #tool: ImportedTool | undefined;
  readonly #root: CycloneDxComponent | undefined;
  #hasFlaws = false;

  constructor(header: unknown, context: ImportContext) {
    this.#context = context;
    this.#listing = new PackageListing(context);
    const metadata = context.read(cycloneDxHeader, header ?? {}, "")?.metadata ?? {};
    this.#root = metadata.component ?? undefined;
    this.#tool = toolOf(metadata);
    this.target = targetOf(this.#root, context.targetName);
    const scannedAt = toTime(metadata.timestamp);
    if (scannedAt !== undefined) this.scannedAt = scannedAt;
    if (this.#tool !== undefined) this.tool = this.#tool.id;
    if (this.#tool?.version !== undefined) this.toolVersion = this.#tool.version;
    if (metadata.component !== undefined && metadata.component !== null) {
      this.#readComponents(metadata.component, "/metadata/component", () => undefined);
    }
  }

  *convert({ value, pattern, pointer }: ImportedRecord): Generator<Outcome> {
    const isComponent = pattern.includes("/components/");
    if (!isElement(value)) {
      if (isComponent) yield* this.#listComponents(value, pointer);
      else yield* this.#convertFlaw(value, pointer);
    } else if (isComponent) {
      yield* this.#listComponents(toComponent(value), pointer);
      yield* this.#convertInside(value, pointer);
    } else if (value.attributes.has("ref")) yield* this.#convertFlaw(toOldVulnerability(value, undefined), pointer);
    else yield* this.#convertFlaw(toVulnerability(value), pointer);
  }

  finish(): readonly Outcome[] {
    if (!this.#hasFlaws) {
      this.#context.tell({
        code: "no-vulnerabilities",
        level: "info",
        message: {
          en: "The document lists components and says nothing of flaws in them. `sekisho scan` matches them with advisories.",
          ja: "この文書はコンポーネントの一覧であり、脆弱性の記載がありません。脆弱性との照合には `sekisho scan` を使用してください。",
        },
        pointer: "",
      });
    }
    return [];
  }

  /** What the document is about is not in its list. */
  #listComponents(root: unknown, pointer: string): readonly Outcome[] {
    this.#readComponents(root, pointer, (value, at) => {
      if (isJsonObject(value)) readComponent(value, { pointer: at }, this.#listing);
    });
    return this.#listing.take();
  }

  /** Reads a component and those inside of it, however deep they are. */
  #readComponents(root: unknown, pointer: string, onRead: (value: unknown, pointer: string) => void): void {
    const waiting = [{ value: root, pointer }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const component = this.#context.read(cycloneDxComponent, next.value, next.pointer);
      if (component === undefined) continue;
      this.#book.add(component);
      onRead(next.value, next.pointer);
      for (const [index, value] of (component.components ?? []).entries()) {
        waiting.push({ value, pointer: `${next.pointer}/components/${index}` });
      }
    }
  }

  /** Until 1.3 flaws of the extension stood in their component. */
  *#convertInside(element: XmlElement, pointer: string): Generator<Outcome> {
    const waiting = [element];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const ref = next.attributes.get("bom-ref") ?? next.children.find(({ name }) => name === "purl")?.text;
      for (const holder of next.children) {
        if (holder.name === "components") waiting.push(...holder.children);
        if (holder.name !== "vulnerabilities") continue;
        for (const flaw of holder.children) yield* this.#convertFlaw(toOldVulnerability(flaw, ref), pointer);
      }
    }
  }

  *#convertFlaw(value: unknown, pointer: string): Generator<Outcome> {
    this.#hasFlaws = true;
    const flaw = this.#context.read(cycloneDxVulnerability, value, pointer);
    if (flaw === undefined) return;
    const affected = flaw.affects ?? [];
    for (const { ref, versions } of affected) {
      const isUnaffected =
        (versions ?? []).length > 0 && (versions ?? []).every(({ status }) => status === "unaffected");
      if (isUnaffected) yield { kind: "passed", ...(typeof flaw.id === "string" ? { rule: flaw.id } : {}) };
      else yield this.#toFlaw(flaw, ref);
    }
    if (affected.length === 0) yield this.#toFlaw(flaw, undefined);
  }

  /** What refers to nothing that is known is about the reference itself; what refers to nothing, about the whole. */
  #toFlaw(flaw: Parameters<typeof toFlaw>[0], ref: string | undefined): Outcome {
    const about =
      (ref === undefined ? undefined : this.#book.packageAt(ref)) ??
      packageOf(ref === undefined ? (this.#root ?? { name: this.target.name }) : { name: ref });
    return toFlaw(flaw, { about, target: this.target, tool: this.#tool });
  }
}

function elementAt(header: unknown, pattern: string): XmlElement | undefined {
  const value: unknown = header instanceof Map ? header.get(pattern) : undefined;
  return isElement(value) ? value : undefined;
}

function isElement(value: unknown): value is XmlElement {
  return typeof value === "object" && value !== null && "attributes" in value && "children" in value;
}

function toolOf({ tools }: NonNullable<CycloneDxHeader["metadata"]>): ImportedTool | undefined {
  const list = Array.isArray(tools) ? tools : (tools?.components ?? []);
  const [first] = list;
  const id = toolIdOf(first?.name);
  return id === undefined ? undefined : { id, ...present({ version: first?.version }) };
}

/** An image is called by its name and tag; its digest stands as version, or in a property of the tool. */
function targetOf(root: CycloneDxComponent | undefined, targetName: string): ImportedTarget {
  const { type, name, version, properties } = root ?? {};
  const isImage = type === "container" || /^pkg:(?:oci|docker)\//.test(root?.purl ?? "");
  if (!isImage || typeof name !== "string" || name === "") return { kind: "sbom", name: targetName };
  const told = (properties ?? []).filter((one) => one.name === "aquasecurity:trivy:RepoDigest");
  const isTag = typeof version === "string" && /^[\w][\w.-]{0,127}$/.test(version);
  const hasTag = name.slice(name.lastIndexOf("/") + 1).includes(":");
  return imageTarget({
    name: isTag && !hasTag && !name.includes("@") ? `${name}:${version}` : name,
    digests: [...told.map(({ value }) => value), version],
  });
}
