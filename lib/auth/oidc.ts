import { betterAuth } from "better-auth";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";
import { once } from "../once";
import { authOptions, secondFactor } from "./better-auth";

/** The provider's name in addresses; it stands in `/api/auth/callback/oidc`, which the provider is told. */
export const OIDC_PROVIDER_ID = "oidc";
/** Longer nobody waits before a sign-in page; the password works meanwhile. */
const DISCOVERY_WITHIN_MS = 5_000;

/** The other sign-in as the settings name it; null: none is set up. */
export function oidcFromSettings() {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env();
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { issuer, clientId, clientSecret, name: env().OIDC_NAME };
}

type Settings = NonNullable<ReturnType<typeof oidcFromSettings>>;

const kept = once("oidc-auth", (): { made: Promise<OidcAuth> | null } => ({ made: null }));
type OidcAuth = Awaited<ReturnType<typeof makeOidcAuth>>;

/**
 * The sign-in library with the provider in it, apart from the one for passwords: it asks the provider when it is made,
 * and a provider that is down must not keep anybody out. What could not be made is tried anew by the next sign-in.
 * Throws `not_found` where none is set up, `sign_in_unavailable` while the provider does not answer.
 */
export async function oidcAuth(): Promise<OidcAuth> {
  const settings = oidcFromSettings();
  if (settings === null) throw new AppError("not_found");
  kept().made ??= makeOidcAuth(settings);
  try {
    return (await kept().made) ?? makeOidcAuth(settings);
  } catch (error) {
    kept().made = null;
    throw error;
  }
}

async function makeOidcAuth(settings: Settings) {
  const discoveryUrl = `${settings.issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`;
  await requireProvider(discoveryUrl);
  const made = betterAuth({
    ...authOptions(),
    plugins: [
      secondFactor(),
      genericOAuth({
        config: [
          {
            providerId: OIDC_PROVIDER_ID,
            name: settings.name,
            discoveryUrl,
            clientId: settings.clientId,
            clientSecret: settings.clientSecret,
            scopes: ["openid", "email", "profile"],
            pkce: true,
            requireIdTokenVerification: true,
            // Nobody comes in but whom an admin let in; the provider changes nobody's name here.
            disableSignUp: true,
            disableImplicitSignUp: true,
            overrideUserInfo: false,
            // The text "false" would count as true: only a plain yes says that the address is theirs.
            mapProfileToUser: (profile) => ({ emailVerified: profile.email_verified === true }),
          },
        ],
      }),
    ],
  });
  const { socialProviders } = await made.$context;
  if (!socialProviders.some((provider) => provider.id === OIDC_PROVIDER_ID)) {
    log().error("the sign-in provider's description lacks addresses or keys; see OIDC_ISSUER");
    throw new AppError("sign_in_unavailable");
  }
  return made;
}

/** The library would wait for ever. */
async function requireProvider(discoveryUrl: string): Promise<void> {
  try {
    const answer = await fetch(discoveryUrl, { signal: AbortSignal.timeout(DISCOVERY_WITHIN_MS) });
    await answer.body?.cancel();
    if (answer.ok) return;
    log().error({ status: answer.status }, "the sign-in provider does not describe itself; see OIDC_ISSUER");
  } catch (error) {
    log().error({ err: error }, "the sign-in provider does not answer; see OIDC_ISSUER");
  }
  throw new AppError("sign_in_unavailable");
}
