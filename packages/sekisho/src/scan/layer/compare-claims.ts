import type { Diagnostic } from "../../model/diagnostic.ts";
import type { LayerClaims } from "./layer-reading.ts";

/** Gives a diagnostic for each digest and size that was computed and is not the claimed one. */
export function compareClaims(claimed: LayerClaims, computed: LayerClaims): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const { digest, diffId, sizeBytes } = computed;
  if (claimed.sizeBytes !== undefined && sizeBytes !== undefined && claimed.sizeBytes !== sizeBytes) {
    diagnostics.push({
      code: "image/size-mismatch",
      level: "error",
      message: {
        en: `The layer has another size than the manifest says: expected ${claimed.sizeBytes} bytes, got ${sizeBytes}.`,
        ja: `レイヤーのサイズがマニフェストと一致しません。想定 ${claimed.sizeBytes} バイト、実際 ${sizeBytes} バイト。`,
      },
    });
  }
  if (claimed.digest !== undefined && digest !== undefined && claimed.digest !== digest) {
    diagnostics.push({
      code: "image/digest-mismatch",
      level: "error",
      message: {
        en: `The stored bytes of the layer are not those of the manifest: expected ${claimed.digest}, got ${digest}.`,
        ja: `レイヤーのデータがマニフェストと一致しません。想定 ${claimed.digest}、実際 ${digest}。`,
      },
    });
  }
  if (claimed.diffId !== undefined && diffId !== undefined && claimed.diffId !== diffId) {
    diagnostics.push({
      code: "image/diff-id-mismatch",
      level: "error",
      message: {
        en: `The unpacked layer is not the one of the configuration: expected the diff ID ${claimed.diffId}, got ${diffId}.`,
        ja: `展開したレイヤーがイメージ設定と一致しません。想定した diff ID は ${claimed.diffId}、実際は ${diffId} です。`,
      },
    });
  }
  return diagnostics;
}
