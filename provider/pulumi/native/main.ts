#!/usr/bin/env node
/**
 * The plugin `pulumi-resource-cloudimages`. The engine starts it with its own address as the last argument, and waits for the first
 * line of its output: the port where it is served.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ownPackage } from "../../http/packageFile";
import { pluginService } from "./pluginService";
import type { Manifest } from "./schema/packageSchema";

/** Pulumi's own limit: a state may be large (sdk/go/common/util/rpcutil). */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

const manifest = ownPackage() as unknown as Manifest;
const [command] = process.argv.slice(2);

if (command === "--version") console.log(manifest.version);
else if (command === "--help") {
  console.log(
    "pulumi-resource-cloudimages: a plugin of Pulumi, which starts it when a program has a resource of cloudimages. " +
      "It is of no use by itself. `--version` says its version.",
  );
} else serve(command === undefined ? undefined : process.argv.at(-1)); // without one, an engine may be attached

function serve(engineAddress: string | undefined): void {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(ResourceProviderService, pluginService(manifest, engineAddress));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
      console.error(`pulumi-resource-cloudimages cannot listen on 127.0.0.1: ${error.message}`);
      process.exitCode = 1;
      return;
    }
    console.log(port);
  });
}
