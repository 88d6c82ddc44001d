import type { UnknownDocument } from "../../importers/reading/convert-document.ts";
import { sketchDocument, sketchedBytes } from "../../importers/reading/document-sketch.ts";
import { type DocumentSource, readStart } from "../../importers/reading/document-source.ts";
import { recogniseSbom } from "../../importers/sbom/recognise.ts";
import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";

/** Makes the error for a document that no importer knows: what it is instead, what it is close to, what to do. */
export async function unknownFormat(
  source: DocumentSource,
  { closest, notes }: UnknownDocument,
): Promise<SekishoError> {
  const { name } = source;
  const [note] = notes;
  const kinds = closest.map(({ variant, lacks }) => `${variant.name} (${lacks.slice(0, 3).join("; ")})`);
  const near = kinds.length === 0 ? { en: "", ja: "" } : nearest(kinds);
  const why = note === undefined ? { en: "", ja: "" } : { en: ` ${note.message.en}`, ja: note.message.ja };
  const look = await lookAt(source);
  return new SekishoError(
    "import-unknown-format",
    {
      en: `${name} is no report that is known here${look.what.en}.${why.en}${near.en}`,
      ja: `${name} は、対応しているレポートではありません${look.what.ja}。${why.ja}${near.ja}`,
    },
    { hint: look.hint },
  );
}

interface Look {
  readonly what: Text;
  readonly hint: Text;
}

const sayWhoWroteIt: Text = {
  en: "say what wrote it with: --from TOOL; describe it in a file with: --mapping FILE",
  ja: "作成したツールの指定方法: --from ツール名。形式を記述したファイルの指定方法: --mapping ファイル",
};

/** How compressed files start: gzip, Zstandard, ZIP. */
const compressed: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x50, 0x4b, 0x03, 0x04],
];

const compressedLook: Look = {
  what: { en: ": it is compressed", ja: "（圧縮されたファイルです）" },
  hint: {
    en: "unpack it first; images and their archives are read by: sekisho scan FILE",
    ja: "展開してから指定してください。イメージとそのアーカイブの検査方法: sekisho scan ファイル",
  },
};

async function lookAt(source: DocumentSource): Promise<Look> {
  const { bytes } = await readStart(source, sketchedBytes);
  if (Buffer.from(bytes).toString("latin1").trim() === "") {
    return {
      what: { en: ": it is empty", ja: "（内容が空です）" },
      hint: {
        en: "a scan that failed writes such a file: look at what the tool printed",
        ja: "スキャンに失敗すると空のファイルができることがあります。ツールの出力を確認してください。",
      },
    };
  }
  if (compressed.some((start) => start.every((byte, at) => bytes[at] === byte))) return compressedLook;
  if (bytes.includes(0)) {
    return {
      what: { en: ": it is a binary file", ja: "（バイナリファイルです）" },
      hint: {
        en: "images and archives are read by: sekisho scan FILE",
        ja: "イメージやアーカイブの検査方法: sekisho scan ファイル",
      },
    };
  }
  const sbom = recogniseSbom(Buffer.from(bytes));
  if (sbom !== undefined) {
    return {
      what: { en: `: it is an SBOM (${sbom.reason})`, ja: `（SBOM です: ${sbom.reason}）` },
      hint: {
        en: "known flaws of its packages are found by: sekisho scan FILE",
        ja: "含まれるパッケージの脆弱性の検査方法: sekisho scan ファイル",
      },
    };
  }
  return isManifest(bytes)
    ? {
        what: { en: ": it is a manifest of Kubernetes", ja: "（Kubernetes のマニフェストです）" },
        hint: {
          en: "manifests are examined by: sekisho scan FILE",
          ja: "マニフェストの検査方法: sekisho scan ファイル",
        },
      }
    : { what: { en: "", ja: "" }, hint: sayWhoWroteIt };
}

function isManifest(bytes: Uint8Array): boolean {
  const isJson = sketchDocument(bytes).some(({ values }) => values.has("/apiVersion") && values.has("/kind"));
  const text = Buffer.from(bytes).toString("utf8");
  return isJson || (/^apiVersion:/m.test(text) && /^kind:/m.test(text));
}

function nearest(kinds: readonly string[]): Text {
  return {
    en: ` The closest kinds, with what is missing: ${kinds.join(", ")}.`,
    ja: `近い形式と、不足している要素: ${kinds.join("、")}。`,
  };
}
