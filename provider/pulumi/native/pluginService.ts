import type { handleUnaryCall, ServiceError, UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { errorWords } from "../errorWords";
import { check } from "./handlers/check";
import { checkConfig, diffConfig } from "./handlers/configuration";
import { create } from "./handlers/create";
import { deleteImage } from "./handlers/deleteImage";
import { diff } from "./handlers/diff";
import { invoke } from "./handlers/invoke";
import { read } from "./handlers/read";
import { update } from "./handlers/update";
import { leaveWithEngine } from "./leaveWithEngine";
import { attachedEngine, ownEngine } from "./pluginEngine";
import { type Manifest, packageSchema } from "./schema/packageSchema";
import { openSession, type Session } from "./session";
import { plainCredentials } from "./settings";
import { received } from "./wire/received";
import { rpcError } from "./wire/rpcError";
import { toStruct } from "./wire/toStruct";

/**
 * What the engine calls of a resource plugin (proto/pulumi/provider.proto). Other calls, such as those of component providers, are
 * answered as not implemented. `engineAddress`: of the engine that has started this plugin. One that attaches tells its own.
 */
export function pluginService(
  manifest: Manifest,
  engineAddress: string | undefined,
): UntypedServiceImplementation {
  let attached: string | undefined;
  let session: Session | undefined;
  let warnings: string[] = []; // of the settings as they were given: the engine hands those that were checked on as secrets
  const own = engineAddress === undefined ? undefined : ownEngine(engineAddress);
  const unconfigured = own && leaveWithEngine(own);

  return {
    handshake: answer((request: messages.ProviderHandshakeRequest) => {
      attached = request.getEngineAddress();
      const response = new messages.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      return response;
    }),
    attach: answer((request: { getAddress(): string }) => {
      attached = request.getAddress();
      return new Empty();
    }),
    getPluginInfo: answer(() => {
      const info = new PluginInfo();
      info.setVersion(manifest.version);
      return info;
    }),
    getSchema: answer(() => {
      const response = new messages.GetSchemaResponse();
      response.setSchema(JSON.stringify(packageSchema(manifest)));
      return response;
    }),

    checkConfig: answer((request: messages.CheckRequest) => {
      warnings = plainCredentials(request.getUrn(), received(request.getNews()));
      return checkConfig(request);
    }),
    diffConfig: answer(diffConfig),
    configure: answer((request: messages.ConfigureRequest) => {
      unconfigured?.stop(); // a session ends what it has begun first
      session = openSession(received(request.getArgs()), own ?? attachedEngine(attached), request.getName());
      for (const text of warnings.splice(0)) session.host.log("").warn(text);
      const response = new messages.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    }),

    check: inSession(check),
    diff: inSession(diff),
    create: inSession(create),
    read: inSession(read),
    update: inSession(update),
    delete: inSession(deleteImage),
    invoke: inSession(invoke),

    /** On the first Ctrl-C, and at the end of every run. */
    cancel: answer(() => {
      session?.host.interruption.stop();
      return new Empty();
    }),
  };

  function inSession<Request, Response>(
    handler: (request: Request, session: Session) => Response | Promise<Response>,
  ): handleUnaryCall<Request, Response> {
    return answer((request: Request) => {
      if (session === undefined) throw new Error("the engine has not configured this plugin");
      return handler(request, session);
    });
  }
}

/** What a handler has not made an error for the engine of has no secret arguments: it failed before it read them. */
function answer<Request, Response>(
  handler: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    const work = async () => handler(request);
    work().then(
      (response) => callback(null, response),
      (error: unknown) =>
        callback(
          isRpcError(error)
            ? error
            : rpcError(
                errorWords(error, (text) => text),
                toStruct,
              ),
        ),
    );
  };
}

function isRpcError(error: unknown): error is ServiceError {
  return error instanceof Error && "details" in error && "code" in error && typeof error.code === "number";
}
