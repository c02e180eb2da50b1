import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";
import { password } from "../wire/users";
import { setUpFirstAdmin } from "./add-user";
import { countUsers } from "./read";

/** `ADMIN_EMAIL` and `ADMIN_PASSWORD` make the first admin while no user exists; later they mean nothing. */
export async function makeAdminFromSettings(): Promise<void> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: secret } = env();
  if (email === undefined || secret === undefined || (await countUsers()) > 0) return;
  if (!password.safeParse(secret).success) {
    log().error("ADMIN_PASSWORD must have 8 to 128 signs; no admin was made");
    return;
  }
  try {
    await setUpFirstAdmin({ name: email.split("@")[0] ?? email, email, password: secret });
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof AppError) || error.code !== "already_set_up") throw error;
  }
}
