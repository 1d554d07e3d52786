/** Messages of the page whose situation no test brings about: why. */
export const notYetProduced: Readonly<Record<string, string>> = {
  '…: the entry "…" cannot be put into it without a change of the others':
    "no file is known for which all ways of adding an entry fail",
  "ZStack has accepted template …, but knows neither it nor its job":
    "the local cloud forgets no job that it has accepted",
  "this template has been made … times: there are no more uuids for it":
    "takes more templates of one resource than a test can wait for",
};
