/** One question to whoever decides on access: may somebody do something with a path or a resource. */
export type AccessQuestion = AccessSubject & { readonly principal: Principal; readonly verb: string };

/** Who asks: the user of the request, or a service account that the expression names. */
export type Principal =
  | { readonly kind: "requester" }
  | { readonly kind: "service-account"; readonly namespace: string; readonly name: string };

/** The answer. */
export interface AccessDecision {
  readonly isAllowed: boolean;
  readonly reason: string;
  /** What went wrong while deciding; left out when nothing did. */
  readonly error?: string;
}

/** Decides on access, as the API server's authorizers do; the caller's own. */
export type Authority = (question: AccessQuestion) => AccessDecision;

/** What a question is made of before its verb is known. */
export type AccessSubject =
  | { readonly kind: "path"; readonly path: string }
  | {
      readonly kind: "resource";
      readonly group: string;
      readonly resource: string;
      readonly subresource: string;
      readonly namespace: string;
      readonly name: string;
      readonly fieldSelector: string;
      readonly labelSelector: string;
    };

/** A step of `authorizer.group("").resource("pods").check("get").allowed()`. */
export interface AuthorizationValue {
  readonly kind: "authorization";
  readonly authority: Authority;
  readonly principal: Principal;
  readonly step:
    | { readonly name: "authorizer" }
    | { readonly name: "group"; readonly group: string }
    | { readonly name: "check"; readonly subject: AccessSubject }
    | { readonly name: "decision"; readonly decision: AccessDecision };
}
