import { findJsonText } from "../../formats/json/find-json-text.ts";
import {
  type PinEditor,
  type PinProposal,
  raisePins,
  unedited,
  type WantedVersion,
  type WrittenPin,
} from "./wanted-version.ts";

/** Operators before one version; what they allow above it stays as it was. */
const npmVersion = /^([~^]|>=|=)?(\s{0,5}v?)(\d[\w.+-]{0,100})$/;
const composerVersion = /^(\^|>=|=)?(\s{0,5}v?)(\d[\w.+-]{0,100})$/;

/** Raises a dependency in a package.json. */
export const editPackageJson: PinEditor = (text, wanted) =>
  editSections(text, wanted, {
    sections: ["dependencies", "devDependencies", "optionalDependencies"],
    version: npmVersion,
  });

/** Raises a requirement in a composer.json. `~` is left: how many numbers it has decides what it allows. */
export const editComposerJson: PinEditor = (text, wanted) =>
  editSections(text, wanted, { sections: ["require", "require-dev"], version: composerVersion });

interface JsonManifest {
  readonly sections: readonly string[];
  readonly version: RegExp;
}

function editSections(text: string, wanted: WantedVersion, { sections, version }: JsonManifest): PinProposal {
  const written = sections.flatMap((section) => findJsonText(text, [section, wanted.name]) ?? []);
  const pins = written.flatMap((range): WrittenPin[] => {
    const [whole, , , number = ""] = version.exec(text.slice(range.start, range.end)) ?? [];
    return whole === undefined ? [] : [{ text: number, start: range.end - number.length, end: range.end }];
  });
  if (pins.length < written.length) return unedited("no-single-version");
  return raisePins(pins, wanted, wanted.to.replace(/^v(?=\d)/, ""));
}
