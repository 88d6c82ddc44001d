import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import { useTexts } from "../texts/define-texts.ts";
import { FailureLine } from "./failure-line.tsx";
import { words } from "./words.ts";

interface ProviderButtonsProps {
  /** Name of the tenant; the usual one when left out. */
  readonly tenant: string | undefined;
  readonly providers: readonly { readonly id: string; readonly title: string }[];
}

/** Leads to the providers at which people of a tenant sign in. */
export function ProviderButtons({ tenant, providers }: ProviderButtonsProps) {
  const t = useTexts(words);
  const named = tenant === undefined ? {} : { tenant };
  const begin = useMutation({
    mutationFn: (provider: string) => request("POST /api/v1/session/sign-on", { body: { ...named, provider } }),
    onSuccess: ({ address }) => location.assign(address),
  });
  return (
    <>
      {providers.map(({ id, title }) => (
        <Button key={id} variant="default" loading={begin.isPending} onClick={() => begin.mutate(id)}>
          {t("signOnWith", { provider: title })}
        </Button>
      ))}
      <FailureLine error={begin.error} />
    </>
  );
}
