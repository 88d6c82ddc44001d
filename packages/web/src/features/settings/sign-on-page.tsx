import { DetailPage } from "../../components/detail-page.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { Domains } from "./domains.tsx";
import { ProviderForm } from "./provider-form.tsx";
import { ProviderList } from "./provider-list.tsx";
import { signOnSettingTexts } from "./sign-on-texts.ts";

/** Where the tenant's people sign in elsewhere, and for which domains. */
export function SignOnSettingsPage() {
  const t = useTexts(signOnSettingTexts);
  return (
    <DetailPage title={t("title")} list={{ to: "/settings", title: t("settings") }} facts={t("meaning")}>
      <ProviderList />
      <ProviderForm />
      <Domains />
    </DetailPage>
  );
}
