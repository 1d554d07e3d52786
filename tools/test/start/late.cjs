/** A module that is loaded when something of it is used. */
function late(load) {
  let module;
  const loaded = () => {
    module ??= load();
    return module;
  };
  return new Proxy(
    {},
    {
      // Code that imports it asks first whether it is a namespace, and before it uses anything.
      get: (_, name) => (name === "__esModule" ? true : name === "default" ? loaded() : loaded()[name]),
      has: (_, name) => name in loaded(),
      ownKeys: () => Reflect.ownKeys(loaded()),
      getOwnPropertyDescriptor(_, name) {
        const found = Reflect.getOwnPropertyDescriptor(loaded(), name);
        return found && { ...found, configurable: true };
      },
    },
  );
}

module.exports = { late };
