// For jest (jest.config.js), which loads everything anew for each test file.
module.exports = require("../start/late.cjs").late(() => require("../../../node_modules/@npmcli/arborist"));
