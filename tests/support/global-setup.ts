import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../scripts/migrate.mjs";
import { startTestCluster } from "./test-cluster";

const TEMPLATE = "prilavok_template";

declare module "vitest" {
  export interface ProvidedContext {
    /** The cluster's administrative database; test files clone `templateDatabase` through it. */
    clusterUrl: string;
    templateDatabase: string;
  }
}

/** One throw-away Postgres for all files of a run, with a migrated database that each file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  try {
    const template = new URL(cluster.url);
    template.pathname = `/${TEMPLATE}`;
    await run(cluster.url, `create database ${TEMPLATE}`);
    await migrate(template.href);
    // A template that somebody is connected to cannot be cloned.
    await run(cluster.url, `alter database ${TEMPLATE} with allow_connections false is_template true`);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  project.provide("clusterUrl", cluster.url);
  project.provide("templateDatabase", TEMPLATE);
  return cluster.stop;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
