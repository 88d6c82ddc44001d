import { createTheme, localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ApiError } from "../api/api-error.ts";
import { LanguageProvider } from "../texts/shown-language.tsx";
import { loadPage, makeRouter } from "./router.tsx";

/** What was read is looked at again when it is older. */
const freshMs = 15_000;
const retries = 2;

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: freshMs, retry: isWorthAnotherTry, refetchOnWindowFocus: true } },
});
const router = makeRouter(queries);
loadPage(router);
const theme = createTheme({ primaryColor: "blue", defaultRadius: "sm", autoContrast: false });
const colorScheme = localStorageColorSchemeManager({ key: "sekisho.theme" });

/** The whole client. */
export function App() {
  // The variables of the theme stand in style sheets.
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
      withCssVariables={false}
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <Notifications position="bottom-right" limit={4} />
          <RouterProvider router={router} />
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** The value without which the page's policy lets no style in. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}

/** What the platform refused is refused again; what did not reach it may do so now. */
function isWorthAnotherTry(failures: number, error: Error): boolean {
  if (failures >= retries) return false;
  return !(error instanceof ApiError) || error.details.status === 0 || error.details.status >= 500;
}
