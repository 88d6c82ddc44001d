import {
  type PinEditor,
  type PinProposal,
  raisePins,
  unedited,
  type WantedVersion,
  type WrittenPin,
} from "./wanted-version.ts";

/** One line of a file with its offset. */
interface PlacedLine {
  readonly text: string;
  readonly start: number;
}

const maxLineCharacters = 2_000;

/** Splits a text into lines; those of many pages, which nobody writes by hand, are left out. */
function* linesOf(text: string): Generator<PlacedLine> {
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf("\n", start);
    const end = next === -1 ? text.length : next;
    const isReturned = end > start && text[end - 1] === "\r";
    if (end - start <= maxLineCharacters) yield { text: text.slice(start, isReturned ? end - 1 : end), start };
    start = end + 1;
  }
}

const requirement =
  /^(\s{0,40})([A-Za-z0-9][-\w.]{0,200})(\s{0,10}(?:\[[^\]]{0,300}\])?\s{0,10})(===|==|~=|>=)(\s{0,10})([^\s,;#\\]{1,100})(.*)$/;
const requirementName = /^\s{0,40}([A-Za-z0-9][-\w.]{0,200})/;

/** Raises a requirement of a requirements.txt: `name==1.2`, `name>=1.2`. Source: PEP 508 and pip's requirements file format. */
export const editRequirements: PinEditor = (text, wanted) => {
  const pins: WrittenPin[] = [];
  for (const line of linesOf(text)) {
    if (normalisePythonName(requirementName.exec(line.text)?.[1] ?? "") !== normalisePythonName(wanted.name)) continue;
    const [, indent = "", name = "", extras = "", operator = "", gap = "", version = "", rest = ""] =
      requirement.exec(line.text) ?? [];
    if (version === "" || rest.trimStart().startsWith(",") || version.endsWith("*"))
      return unedited("no-single-version");
    if (rest.includes("--hash") || rest.trimEnd().endsWith("\\")) return unedited("hashed");
    const start = line.start + indent.length + name.length + extras.length + operator.length + gap.length;
    pins.push({ text: version, start, end: start + version.length });
  }
  return raisePins(pins, wanted);
};

/** Source: PEP 503, "Normalized Names". */
function normalisePythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]{1,50}/g, "-");
}

const goRequire = /^(\s{0,40}(?:require\s{1,40})?)("?)([^\s"()]{1,500})("?)(\s{1,40})(v[^\s"]{1,200})/;
const goBlock = /^\s{0,40}(\w{1,20})\s{0,40}\(/;
const goReplace = /^\s{0,40}(?:replace\s{1,40})?"?([^\s"()]{1,500})"?\s[^/]{0,300}=>/;

/** Raises a module in a go.mod. What a `replace` stands in for is left. Source: Go Modules Reference, "go.mod files". */
export const editGoMod: PinEditor = (text, wanted) => {
  const pins: WrittenPin[] = [];
  let block: string | undefined;
  for (const line of linesOf(text)) {
    const opened = goBlock.exec(line.text)?.[1];
    if (opened !== undefined || line.text.trimStart().startsWith(")")) {
      block = opened;
      continue;
    }
    const verb = block ?? /^\s{0,40}(\w{1,20})/.exec(line.text)?.[1];
    if (verb === "replace" && goReplace.exec(line.text)?.[1] === wanted.name) return unedited("replaced");
    if (verb !== "require") continue;
    const [, head = "", open = "", path = "", close = "", gap = "", version = ""] = goRequire.exec(line.text) ?? [];
    if (path !== wanted.name) continue;
    const start = line.start + head.length + open.length + path.length + close.length + gap.length;
    pins.push({ text: version, start, end: start + version.length });
  }
  return raisePins(pins, wanted);
};

const gemLine =
  /^(\s{0,40}gem[\s(]{1,10})(["'])([^"']{1,200})\2\s{0,10},\s{0,10}(["'])(\s{0,5}(?:>=|=|~>)?\s{0,5})(\d[\w.-]{0,100})\4(.*)$/;
const gemName = /^\s{0,40}gem[\s(]{1,10}["']([^"']{1,200})["']/;

/** Raises a gem in a Gemfile. `~>` is raised only where the new version has as many numbers: these decide what it allows. */
export const editGemfile: PinEditor = (text, wanted) => {
  const pins: WrittenPin[] = [];
  for (const line of linesOf(text)) {
    if (gemName.exec(line.text)?.[1] !== wanted.name) continue;
    const found = gemLine.exec(line.text);
    if (found === null) return unedited("no-single-version");
    const [, , , , , operator = "", version = "", rest = ""] = found;
    if (/^\s{0,10},\s{0,10}["']/.test(rest)) return unedited("no-single-version");
    if (operator.includes("~>") && version.split(".").length !== wanted.to.split(".").length) {
      return unedited("no-single-version");
    }
    const end = line.start + line.text.length - rest.length - 1;
    pins.push({ text: version, start: end - version.length, end });
  }
  return raisePins(pins, wanted);
};

const cargoTable = /^\s{0,20}\[+\s{0,10}([^\]]{1,300}?)\s{0,10}\]+/;
const cargoPlain = /^(\s{0,20}"?([\w-]{1,200})"?\s{0,20}=\s{0,20}["'])([\^=]?\s{0,5})(\d[\w.+-]{0,100})(["'].*)$/;
const cargoInline =
  /^(\s{0,20}"?([\w-]{1,200})"?\s{0,20}=\s{0,20}\{[^}]{0,300}?\bversion\s{0,20}=\s{0,20}["'])([\^=]?\s{0,5})(\d[\w.+-]{0,100})(["'].*)$/;
const cargoKey = /^\s{0,20}"?([\w-]{1,200})"?\s{0,20}[.=]/;

/** Raises a crate in a Cargo.toml, in a table of dependencies or in a table of its own. */
export const editCargoToml: PinEditor = (text, wanted) => {
  const pins: WrittenPin[] = [];
  let table = "";
  for (const line of linesOf(text)) {
    const opened = cargoTable.exec(line.text)?.[1];
    if (opened !== undefined) {
      table = opened;
      continue;
    }
    const key = cargoKey.exec(line.text)?.[1];
    const own = table.replaceAll('"', "").endsWith(`ependencies.${wanted.name}`);
    if (own ? key !== "version" : !table.endsWith("ependencies") || key !== wanted.name) continue;
    const found = cargoPlain.exec(line.text) ?? cargoInline.exec(line.text);
    if (found === null) return unedited("no-single-version");
    const [, head = "", , operator = "", version = ""] = found;
    const start = line.start + head.length + operator.length;
    pins.push({ text: version, start, end: start + version.length });
  }
  return raiseCargo(pins, wanted);
};

/** `1.2` asks for `^1.2.0`: numbers that are left out are zero. */
function raiseCargo(pins: readonly WrittenPin[], wanted: WantedVersion): PinProposal {
  const filled = pins.map((pin) => ({ ...pin, text: fillNumbers(pin.text) }));
  return raisePins(filled, wanted);
}

function fillNumbers(version: string): string {
  if (!/^\d{1,20}(?:\.\d{1,20})?$/.test(version)) return version;
  return version.includes(".") ? `${version}.0` : `${version}.0.0`;
}
