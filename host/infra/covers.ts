import type { App } from "../model/app";
import { pubsubDatabaseName, usesQueues } from "../services/pubsub/database";
import type { InfraPurpose } from "./read-infra";
import type { InfraFile } from "./shape";

/**
 * What the file leaves out of an application, or adds to it. The host runs every service in one process, so a list of hosted
 * services or gateways must name all of them; a list of databases too, with the host's own where there are queues and the file is for
 * a start of the host.
 */
export function uncovered(app: App, infra: InfraFile, purpose: InfraPurpose = "run"): string[] {
  const services = app.services.map((service) => service.name);
  const gateways = app.gateways.map((gateway) => gateway.name);
  const secrets = [...new Set(app.services.flatMap((service) => service.secrets))];
  const databases = [
    ...app.databases.map((database) => database.name),
    ...(purpose === "run" && usesQueues(app) ? [pubsubDatabaseName] : []),
  ];
  return [
    ...(infra.hosted_services ? compare("hosted_services", infra.hosted_services, services) : []),
    ...(infra.hosted_gateways ? compare("hosted_gateways", infra.hosted_gateways, gateways) : []),
    ...(infra.sql_servers ? missing("sql_servers", listedDatabases(infra), databases) : []),
    ...(infra.secrets ? missing("secrets", Object.keys(infra.secrets), secrets) : []),
  ];
}

export function listedDatabases(infra: InfraFile): string[] {
  return (infra.sql_servers ?? []).flatMap((server) => Object.keys(server.databases));
}

function compare(field: string, listed: string[], needed: string[]): string[] {
  const unknown = listed.filter((name) => !needed.includes(name));
  return [
    ...missing(field, listed, needed),
    ...unknown.map((name) => `${field}: the application has no "${name}". It has: ${needed.join(", ")}`),
  ];
}

function missing(field: string, listed: string[], needed: string[]): string[] {
  return needed
    .filter((name) => !listed.includes(name))
    .map(
      (name) =>
        `${field}: "${name}" is missing${name === pubsubDatabaseName ? ", the host's own database for queues" : ""}`,
    );
}
