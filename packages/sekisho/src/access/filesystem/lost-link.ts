import { readlinkSync, realpathSync, statSync } from "node:fs";
import { relative } from "node:path";
import type { Text } from "../../model/text.ts";
import { slashed } from "./ignore-rules.ts";
import { refuseFailedRead } from "./read-file.ts";

/**
 * Says why nobody examines what a symbolic link below a directory means: its target lies outside, does not exist or is the
 * link itself. `undefined` for a link to what is inside, which is found at its own place, and for one to a directory.
 *
 * @param link Absolute, as `directory` is.
 */
export function findLostLink(link: string, directory: string): Text | undefined {
  try {
    const target = realpathSync(link);
    const isInside = slashed(relative(realpathSync(directory), target)).split("/", 1)[0] !== "..";
    return isInside || statSync(target).isDirectory() ? undefined : leadsOutside(link);
  } catch (error) {
    const reading = refuseFailedRead(link, error);
    if (reading.kind !== "refused") return undefined;
    return reading.code === "not-found" ? leadsNowhere(link) : reading.message;
  }
}

function leadsOutside(link: string): Text {
  const target = readlinkSync(link);
  return {
    en: `The symbolic link was not followed: it leads out of the directory, to ${target}. Name that file as a target.`,
    ja: `シンボリックリンクはたどりませんでした。リンク先の ${target} は対象のディレクトリの外にあります。そのファイルを対象として指定してください。`,
  };
}

function leadsNowhere(link: string): Text {
  const target = readlinkSync(link);
  return {
    en: `The symbolic link leads to ${target}, which does not exist.`,
    ja: `シンボリックリンクの指す ${target} は存在しません。`,
  };
}
