import { startProduct } from "./product";

/** Starts the product once for all browser tests; the addresses reach the tests through the environment. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const product = await startProduct();
  process.env.BROWSER_TEST_URL = product.baseUrl;
  process.env.BROWSER_TEST_SANDBOX_URL = product.sandboxUrl;
  return product.stop;
}
