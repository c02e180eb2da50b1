import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** Who signs in at the provider, as its token will say. */
export interface ProviderPerson {
  readonly sub: string;
  readonly email: string;
  readonly email_verified?: unknown;
  readonly name?: string;
}

/** A sign-in provider on this machine, speaking OpenID Connect as the standard writes it (discovery, PKCE, RS256). */
export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whoever comes next is this one. */
  next: ProviderPerson;
  /** Set: the token is signed by a key that the provider does not name. */
  forges: boolean;
  /** What was asked of it, by path. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

interface Grant {
  readonly person: ProviderPerson;
  readonly challenge: string;
  readonly nonce: string | null;
  readonly redirectUri: string;
}

/** Starts one. It refuses what a strict provider refuses: no PKCE, a wrong verifier, a wrong secret, a code twice. */
export async function startOidcProvider(port = 0): Promise<OidcProvider> {
  const clientId = "prilavok-test";
  const clientSecret = randomUUID();
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  const asked: string[] = [];
  const state = { next: { sub: "1", email: "nobody@example.ru" } as ProviderPerson, forges: false };
  let issuer = "";

  const answers: Record<string, (url: URL, request: IncomingMessage, response: ServerResponse) => unknown> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    }),
    "/keys": () => ({
      keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" }],
    }),
    "/authorize": (url, _request, response) => {
      const given = url.searchParams;
      const isStrict = given.get("code_challenge_method") === "S256" && given.get("response_type") === "code";
      if (!isStrict || given.get("client_id") !== clientId || !given.get("scope")?.includes("openid"))
        return refuse(response);
      const code = randomUUID();
      const redirectUri = given.get("redirect_uri") ?? "";
      grants.set(code, {
        person: state.next,
        challenge: given.get("code_challenge") ?? "",
        nonce: given.get("nonce"),
        redirectUri,
      });
      const back = new URL(redirectUri);
      back.searchParams.set("code", code);
      back.searchParams.set("state", given.get("state") ?? "");
      response.writeHead(302, { location: back.href }).end();
      return undefined;
    },
    "/token": async (_url, request, response) => {
      const given = new URLSearchParams(await textOf(request));
      const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
      const isClient =
        request.headers.authorization === basic ||
        (given.get("client_id") === clientId && given.get("client_secret") === clientSecret);
      const grant = grants.get(given.get("code") ?? "");
      grants.delete(given.get("code") ?? "");
      const proof = createHash("sha256")
        .update(given.get("code_verifier") ?? "")
        .digest("base64url");
      const isRight = grant?.challenge === proof && grant.redirectUri === given.get("redirect_uri");
      if (grant === undefined || !isClient || !isRight) return refuse(response);
      const key = state.forges ? foreign.privateKey : keys.privateKey;
      const seconds = Math.floor(Date.now() / 1000);
      const claims = {
        iss: issuer,
        aud: clientId,
        iat: seconds,
        exp: seconds + 300,
        ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
        ...grant.person,
      };
      const body = `${encode({ alg: "RS256", typ: "JWT", kid: "one" })}.${encode(claims)}`;
      const signature = createSign("RSA-SHA256").update(body).sign(key, "base64url");
      return {
        access_token: `access-${randomUUID()}`,
        token_type: "Bearer",
        expires_in: 300,
        id_token: `${body}.${signature}`,
      };
    },
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    asked.push(url.pathname);
    const answer = answers[url.pathname];
    if (answer === undefined) return void response.writeHead(404).end();
    void Promise.resolve(answer(url, request, response)).then((body) => {
      if (body === undefined) return;
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return Object.assign(state, {
    issuer,
    clientId,
    clientSecret,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

function refuse(response: ServerResponse): undefined {
  response
    .writeHead(400, { "content-type": "application/json" })
    .end(JSON.stringify({ error: "invalid_grant" }));
  return undefined;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
}
