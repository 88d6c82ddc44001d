import { type Migration, protect, writtenByBoth } from "./migration.ts";

/** Providers that speak SAML 2.0. */
export const saml: Migration = {
  number: 25,
  name: "saml",
  sql: `
-- For a provider of SAML the issuer is its entity id, the client id is ours, and there is no secret between the two.
ALTER TABLE sign_on_providers ALTER COLUMN sealed_secret DROP NOT NULL,
  ADD COLUMN kind text NOT NULL DEFAULT 'oidc' CHECK (kind IN ('oidc', 'saml')),
  -- Where browsers are sent, and the certificates with which answers are signed (PEM).
  ADD COLUMN sign_in_address text,
  ADD COLUMN certificates text[],
  ADD CONSTRAINT sign_on_providers_by_kind CHECK (CASE kind
    WHEN 'oidc' THEN sealed_secret IS NOT NULL
    ELSE sign_in_address IS NOT NULL AND cardinality(certificates) > 0 END);

-- Questions that were put to a provider. An answer to none of them is not heard, and of two answers the first is.
CREATE TABLE saml_requests (
  tenant_id uuid NOT NULL,
  request_id text NOT NULL,
  provider_id uuid NOT NULL,
  -- Where the answer is to be sent.
  answer_address text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  -- What the browser that brought the answer ends its sign-on with, and what the answer says.
  code_hash bytea,
  claims jsonb,
  PRIMARY KEY (tenant_id, request_id),
  FOREIGN KEY (tenant_id, provider_id) REFERENCES sign_on_providers ON DELETE CASCADE
);
CREATE INDEX saml_requests_of_provider ON saml_requests (tenant_id, provider_id);
CREATE INDEX saml_requests_by_end ON saml_requests (tenant_id, expires_at);
${protect("saml_requests", writtenByBoth)}
`,
};
