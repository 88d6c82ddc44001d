import type { InputOf } from "../../api/request.ts";

type NewDestination = InputOf<"POST /api/v1/destinations">["body"];

/** Kinds of destinations that the form makes; the API makes more. */
export const destinationKinds = ["mail", "slack", "teams", "webhook"] as const;

/** A destination while it is written. */
export interface DestinationDraft {
  readonly kind: (typeof destinationKinds)[number];
  readonly name: string;
  /** Recipients of mail, or where a webhook is. */
  readonly address: string;
  /** What signs a webhook, or the address of a channel, which is a secret. */
  readonly secret: string;
}

/** A destination of which nothing is written. */
export const emptyDestination: DestinationDraft = { kind: "mail", name: "", address: "", secret: "" };

/** Gives what the platform is told of a draft. */
export function newDestinationOf(draft: DestinationDraft, language: "en" | "ja"): NewDestination {
  const { kind, name, address, secret } = draft;
  switch (kind) {
    case "mail":
      return { kind, name, language, settings: { to: address.split(/[\s,;]+/).filter((one) => one !== "") } };
    case "webhook":
      return { kind, name, language, settings: { url: address }, ...(secret === "" ? {} : { secret }) };
    case "slack":
    case "teams":
      return { kind, name, language, secret };
  }
}
