import { cloudKinds } from "./cloud.ts";
import { collaborationKinds } from "./collaboration.ts";
import { databaseKinds } from "./database.ts";
import type { SecretKind } from "./define.ts";
import { deliveryKinds } from "./delivery.ts";
import { developmentKinds } from "./development.ts";
import { fileKinds } from "./files.ts";
import { hostingKinds } from "./hosting.ts";
import { identityKinds } from "./identity.ts";
import { intelligenceKinds } from "./intelligence.ts";
import { keyKinds } from "./keys.ts";
import { messagingKinds } from "./messaging.ts";
import { monitoringKinds } from "./monitoring.ts";
import { paymentKinds } from "./payment.ts";
import { settingKinds } from "./settings.ts";

/** Every kind of credential. Of two that find the same text the earlier one names it. */
export const secretKinds: readonly SecretKind[] = [
  ...cloudKinds,
  ...developmentKinds,
  ...deliveryKinds,
  ...hostingKinds,
  ...messagingKinds,
  ...paymentKinds,
  ...intelligenceKinds,
  ...databaseKinds,
  ...monitoringKinds,
  ...collaborationKinds,
  ...identityKinds,
  ...keyKinds,
  ...fileKinds,
  ...settingKinds,
];
