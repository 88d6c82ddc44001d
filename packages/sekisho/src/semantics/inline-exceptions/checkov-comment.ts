import type { CommentPlace, InlineException } from "./inline-exception.ts";

const skip = /(?:checkov|bridgecrew):skip=[ \t]*([A-Za-z_\d]+(?:,[A-Za-z_\d]+)*)(?::([^\n]+))?/;

/**
 * Reads `#checkov:skip=CKV_DOCKER_3:reason`, wherever it stands in a comment; nothing for any other comment.
 *
 * Checkov collects these over the whole Dockerfile: they hold for every instruction.
 */
export function readCheckovComment(place: CommentPlace): readonly InlineException[] {
  const match = skip.exec(place.text);
  if (match === null) return [];
  const reason = match[2]?.trim();
  return (match[1] ?? "").split(",").map((rule) => ({
    tool: "checkov",
    rule: `checkov:${rule}`,
    scope: undefined,
    reason: reason === "" ? undefined : reason,
    owner: undefined,
    expires: undefined,
    range: place.range,
  }));
}
