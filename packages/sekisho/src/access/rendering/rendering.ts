import type { Text } from "../../model/text.ts";

/** What a rendering obeys. */
export interface RenderingLimits {
  /** Longer renderings are ended. */
  readonly timeoutMs: number;
  /** Renderings that say more, errors included, are ended. */
  readonly maxOutputBytes: number;
}

/** The limits of a rendering unless the caller says otherwise. */
export const defaultRenderingLimits: RenderingLimits = { timeoutMs: 60_000, maxOutputBytes: 64 * 1024 * 1024 };

/** What a rendering gave, or why it gave nothing. */
export type RenderingOutcome =
  | { readonly kind: "rendered"; readonly text: string }
  | { readonly kind: "refused"; readonly code: RenderingFailure; readonly message: Text };

/** Why nothing was rendered. */
export type RenderingFailure =
  | "renderer-missing"
  | "rendering-failed"
  | "rendering-limit"
  | "link-outside"
  | "values-unreadable";
