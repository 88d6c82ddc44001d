import type { Text } from "../../model/text.ts";

/** How the credentials of one vendor look. */
export interface TokenFormat {
  readonly id: string;
  readonly name: Text;
  /** One of these stands in every text that has such a credential: a cheap look before the pattern is tried. */
  readonly markers: readonly string[];
  /** Finds the credential; its first group, where it has one, is the part to hide. Flags `dg`. */
  readonly pattern: RegExp;
  /** It opens a test system only. */
  readonly isForTests?: true;
}

/**
 * Formats that are told by their form alone, without the name of a variable. Every repetition is bounded.
 * Sources: the vendors' documentation of their token prefixes; RFC 7468 for keys; RFC 7519 for JWT; RFC 3986 for addresses.
 */
export const tokenFormats: readonly TokenFormat[] = [
  {
    id: "aws-access-key",
    name: { en: "AWS access key", ja: "AWS アクセスキー" },
    markers: ["AKIA", "ASIA"],
    pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/dg,
  },
  {
    id: "google-api-key",
    name: { en: "Google API key", ja: "Google API キー" },
    markers: ["AIza"],
    pattern: /\bAIza[\w-]{35}(?![\w-])/dg,
  },
  {
    id: "google-oauth-secret",
    name: { en: "Google OAuth client secret", ja: "Google OAuth クライアントシークレット" },
    markers: ["GOCSPX-"],
    pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/dg,
  },
  {
    id: "azure-storage-key",
    name: { en: "Azure storage account key", ja: "Azure ストレージアカウントキー" },
    markers: ["AccountKey="],
    pattern: /AccountKey=([A-Za-z0-9+/]{86}==)/dg,
  },
  {
    id: "azure-shared-access-signature",
    name: { en: "Azure shared access signature", ja: "Azure 共有アクセス署名" },
    markers: ["sig="],
    pattern: /[?&]sig=([A-Za-z0-9%/+]{40,120}(?:%3D|=)?)/dg,
  },
  {
    id: "azure-client-secret",
    name: { en: "Microsoft Entra client secret", ja: "Microsoft Entra クライアントシークレット" },
    markers: ["8Q~", "7Q~"],
    pattern: /(?<![\w~.-])[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}(?![\w~.-])/dg,
  },
  {
    id: "github-token",
    name: { en: "GitHub token", ja: "GitHub トークン" },
    markers: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36,251}\b/dg,
  },
  {
    id: "github-fine-grained-token",
    name: { en: "GitHub token", ja: "GitHub トークン" },
    markers: ["github_pat_"],
    pattern: /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b/dg,
  },
  {
    id: "gitlab-token",
    name: { en: "GitLab token", ja: "GitLab トークン" },
    markers: ["gl"],
    pattern: /\bgl(?:pat|dt|rt|cbt|ptt|ft|imt|soat|ffct|agent|oas)-[\w-]{20,64}(?![\w-])/dg,
  },
  {
    id: "slack-token",
    name: { en: "Slack token", ja: "Slack トークン" },
    markers: ["xox", "xapp-"],
    pattern: /\b(?:xox[abeoprs]|xapp)-[0-9A-Za-z-]{10,250}(?![\w-])/dg,
  },
  {
    id: "slack-webhook",
    name: { en: "Slack webhook address", ja: "Slack Webhook の URL" },
    markers: ["hooks.slack.com"],
    pattern: /hooks\.slack\.com\/services\/(T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{20,32})/dg,
  },
  {
    id: "stripe-key",
    name: { en: "Stripe live key", ja: "Stripe 本番キー" },
    markers: ["k_live_"],
    pattern: /\b[rs]k_live_[0-9A-Za-z]{16,247}\b/dg,
  },
  {
    id: "stripe-test-key",
    name: { en: "Stripe test key", ja: "Stripe テストキー" },
    markers: ["k_test_"],
    pattern: /\b[rs]k_test_[0-9A-Za-z]{16,247}\b/dg,
    isForTests: true,
  },
  {
    id: "npm-token",
    name: { en: "npm token", ja: "npm トークン" },
    markers: ["npm_"],
    pattern: /\bnpm_[A-Za-z0-9]{36}\b/dg,
  },
  {
    id: "pypi-token",
    name: { en: "PyPI token", ja: "PyPI トークン" },
    markers: ["pypi-AgE"],
    pattern: /\bpypi-AgE[\w-]{50,400}(?![\w-])/dg,
  },
  {
    id: "rubygems-key",
    name: { en: "RubyGems key", ja: "RubyGems キー" },
    markers: ["rubygems_"],
    pattern: /\brubygems_[0-9a-f]{48}\b/dg,
  },
  {
    id: "docker-hub-token",
    name: { en: "Docker Hub token", ja: "Docker Hub トークン" },
    markers: ["dckr_"],
    pattern: /\bdckr_(?:pat|oat)_[\w-]{27,64}(?![\w-])/dg,
  },
  {
    id: "private-key",
    name: { en: "private key", ja: "秘密鍵" },
    markers: ["PRIVATE KEY"],
    pattern: /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/dg,
  },
  {
    id: "age-secret-key",
    name: { en: "age secret key", ja: "age 秘密鍵" },
    markers: ["AGE-SECRET-KEY-1"],
    pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/dg,
  },
  {
    id: "json-web-token",
    name: { en: "JSON Web Token", ja: "JSON Web Token" },
    markers: ["eyJ"],
    pattern: /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,1000}(?![\w-])/dg,
  },
  {
    id: "sendgrid-key",
    name: { en: "SendGrid key", ja: "SendGrid キー" },
    markers: ["SG."],
    pattern: /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/dg,
  },
  {
    id: "openai-key",
    name: { en: "OpenAI key", ja: "OpenAI キー" },
    markers: ["sk-"],
    pattern: /\bsk-(?:proj|svcacct|admin)-[\w-]{40,200}(?![\w-])|\bsk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b/dg,
  },
  {
    id: "anthropic-key",
    name: { en: "Anthropic key", ja: "Anthropic キー" },
    markers: ["sk-ant-"],
    pattern: /\bsk-ant-[a-z0-9]{3,12}-[\w-]{80,120}(?![\w-])/dg,
  },
  {
    id: "hugging-face-token",
    name: { en: "Hugging Face token", ja: "Hugging Face トークン" },
    markers: ["hf_"],
    pattern: /\bhf_[A-Za-z]{34}\b/dg,
  },
  {
    id: "digitalocean-token",
    name: { en: "DigitalOcean token", ja: "DigitalOcean トークン" },
    markers: ["do"],
    pattern: /\bdo[opr]_v1_[0-9a-f]{64}\b/dg,
  },
  {
    id: "databricks-token",
    name: { en: "Databricks token", ja: "Databricks トークン" },
    markers: ["dapi"],
    pattern: /\bdapi[0-9a-f]{32}(?:-\d)?\b/dg,
  },
  {
    id: "vault-token",
    name: { en: "HashiCorp Vault token", ja: "HashiCorp Vault トークン" },
    markers: ["hvs.", "hvb."],
    pattern: /\bhv[sb]\.[\w-]{24,300}(?![\w-])/dg,
  },
  {
    id: "shopify-token",
    name: { en: "Shopify token", ja: "Shopify トークン" },
    markers: ["shp"],
    pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/dg,
  },
  {
    id: "telegram-token",
    name: { en: "Telegram bot token", ja: "Telegram ボットトークン" },
    markers: [":AA"],
    pattern: /(?<![\w:])\d{8,10}:AA[\w-]{33}(?![\w-])/dg,
  },
  {
    id: "credential-in-address",
    name: { en: "password in an address", ja: "URL 内のパスワード" },
    markers: ["://"],
    pattern: /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"\\]{0,100}:([^\s@/'"\\]{3,200})@/dg,
  },
];
