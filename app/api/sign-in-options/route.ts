import { OIDC_PROVIDER_ID, oidcFromSettings } from "@/lib/auth/oidc";
import { publicRoute } from "@/lib/http/route";
import { getSignInOptions } from "@/lib/wire/account";

export const dynamic = "force-dynamic";

export const GET = publicRoute(getSignInOptions, async () => {
  const settings = oidcFromSettings();
  return { oidc: settings === null ? null : { name: settings.name, provider_id: OIDC_PROVIDER_ID } };
});
