import { type DocumentSource, readStart } from "../../importers/reading/document-source.ts";
import { recogniseSbom } from "../../importers/sbom/recognise.ts";
import { SekishoError } from "../../model/error.ts";
import type { Inventory } from "../../model/inventory.ts";
import { readSbomStream } from "../scan-sbom.ts";

const startBytes = 65_536;

/**
 * Gives the packages of the one document that lists some, with everything that it says of them: an SBOM is about one target.
 *
 * @throws {SekishoError} `usage` when no document lists packages, or several do.
 */
export async function getInventory(sources: readonly DocumentSource[]): Promise<Inventory> {
  const found: Inventory[] = [];
  for (const source of sources) {
    const { bytes } = await readStart(source, startBytes);
    if (recogniseSbom(Buffer.from(bytes)) === undefined) continue;
    const inventory = await readSbomStream(source.open(), source.name);
    if (inventory.packages.length > 0) found.push(inventory);
    if (found.length > 1) break;
  }
  const [inventory, other] = found;
  if (inventory === undefined) {
    throw new SekishoError("usage", {
      en: "An SBOM is written of a document that lists packages; none of these does.",
      ja: "SBOM を出力するには、パッケージの一覧を含む文書が必要です。指定された文書には含まれていません。",
    });
  }
  if (other === undefined) return inventory;
  throw new SekishoError(
    "usage",
    {
      en: `An SBOM is about one target; ${inventory.target.name} and ${other.target.name} both list packages.`,
      ja: `SBOM の対象は 1 つです。${inventory.target.name} と ${other.target.name} の両方にパッケージの一覧があります。`,
    },
    { hint: { en: "import them one by one", ja: "1 つずつ取り込んでください。" } },
  );
}
