import type { Text } from "sekisho";

/** What an error is about, in the words of RFC 7644, 3.12. */
export type ScimErrorType =
  | "invalidFilter"
  | "invalidPath"
  | "invalidSyntax"
  | "invalidValue"
  | "mutability"
  | "noTarget"
  | "tooMany"
  | "uniqueness";

/** Trouble with a call of SCIM, with the status that the protocol gives it. */
export class ScimError extends Error {
  override readonly name = "ScimError";
  readonly status: 400 | 403 | 404 | 409 | 412;
  readonly text: Text;
  readonly type: ScimErrorType | undefined;

  constructor(status: ScimError["status"], text: Text, type?: ScimErrorType) {
    super(text.en);
    this.status = status;
    this.text = text;
    this.type = type;
  }
}

/** A value that is missing or of another kind. */
export function invalidValue(attribute: string, expected: string): ScimError {
  const text = {
    en: `${attribute}: expected ${expected}`,
    ja: `${attribute}: 値が正しくありません（期待される値: ${expected}）。`,
  };
  return new ScimError(400, text, "invalidValue");
}

/** An id that is none of this provider. */
export function noResource(id: string): ScimError {
  return new ScimError(404, { en: `there is no resource ${id}`, ja: `リソース ${id} はありません。` });
}

/** A name that somebody else has. */
export function notUnique(attribute: string, value: string): ScimError {
  return new ScimError(
    409,
    {
      en: `there is another one with ${attribute} ${value}`,
      ja: `${attribute} が ${value} のリソースはすでに存在します。`,
    },
    "uniqueness",
  );
}

/** Owners come by their own password, and no provider changes them. */
export function ownerStays(): ScimError {
  return new ScimError(403, {
    en: "owners of the tenant are not changed by SCIM: give the account another role first",
    ja: "テナントの所有者は SCIM で変更できません。先に別のロールへ変更してください。",
  });
}
