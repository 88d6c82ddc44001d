import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRequestSubject } from "./request-subject.ts";

function pem(base64: string): string {
  return `-----BEGIN CERTIFICATE REQUEST-----\n${base64}\n-----END CERTIFICATE REQUEST-----\n`;
}

// Made by OpenSSL 3.0: openssl req -new -newkey ed25519 -nodes -subj SUBJECT.
const masters =
  "MIG0MGgCAQAwNTEXMBUGA1UECgwOc3lzdGVtOm1hc3RlcnMxDDAKBgNVBAoMA29wczEMMAoGA1UEAwwDZXZlMCowBQYDK2VwAyEA8bq+FS5j5jFtkOroIApYOkf+RBWsIehUyR1KMvxEG1+gADAFBgMrZXADQQDCpQKtAlf1xST9LPEBS2/MfwABe42us6loZUXvl5UE50GWM/P/xFMzWv5zcetOP8cOyfXTdNDOIf8ZENO7Zg8L";

describe("the subject of a certificate request", () => {
  test.each([
    { name: "/O=system:masters/O=ops/CN=eve", base64: masters, user: "eve", groups: ["system:masters", "ops"] },
    {
      name: "/CN=花子",
      base64:
        "MIGQMEQCAQAwETEPMA0GA1UEAwwG6Iqx5a2QMCowBQYDK2VwAyEA9U7kIJBpkMoDQwrwxB14SJU+fXQ26clAS0MavIZ00WugADAFBgMrZXADQQB8bBUwuwDMw6NHWgqLwq/AkiSvgv1wimVkfXCm+egx1Q99y2ewv/iwLcQyuv2CJ1fBXghe5/uLlyOBFz+4h/AF",
      user: "花子",
      groups: [],
    },
    {
      name: "/O=system:masters+CN=eve, both in one set",
      base64:
        "MIGkMFgCAQAwJTEjMAoGA1UEAwwDZXZlMBUGA1UECgwOc3lzdGVtOm1hc3RlcnMwKjAFBgMrZXADIQD7FIhJCyQURW4XbaSllo1NHKvDWtrFaXEZxDNj2M7pe6AAMAUGAytlcANBAHg6deS0OauiEyhnr9qvMQjJWSMVkSfqe8InrfhABj3uKY3ZGdJEwBBcSf3GKsdwIvL2YffKor5oeBzum9n4+Qs=",
      user: "eve",
      groups: ["system:masters"],
    },
  ])("$name", ({ base64, user, groups }) => {
    const subject = readRequestSubject(pem(base64));

    expect(subject).toEqual({ user, groups });
  });

  test.each([
    { name: "nothing", text: "" },
    { name: "no end", text: `-----BEGIN CERTIFICATE REQUEST-----\n${masters}` },
    { name: "no base64", text: pem("!!!!") },
    { name: "something else", text: pem("AgEA") },
    { name: "a length beyond the end", text: pem(Buffer.from("3084ffffffff", "hex").toString("base64")) },
    { name: "an indefinite length", text: pem(Buffer.from("30800000", "hex").toString("base64")) },
  ])("$name is none", ({ text }) => {
    expect(readRequestSubject(text)).toBeUndefined();
  });

  test("never throws, wherever bytes are wrong or missing", () => {
    const whole = Buffer.from(masters, "base64");
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
        const bytes = Buffer.from(isCut ? whole.subarray(0, at) : whole);
        if (!isCut) bytes[at] = byte;
        expect(() => readRequestSubject(pem(bytes.toString("base64")))).not.toThrow();
      }),
    );
  });
});
