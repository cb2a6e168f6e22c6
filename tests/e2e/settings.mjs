// What `cargo verify` hands to the browser tests.
const required = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this suite with \`cargo verify browser\``);
  return value;
};

export const settings = {
  page: required('PORTHOLE_URL'),
  simulator: required('SIMULATOR_URL'),
  key: required('SIMULATOR_KEY'),
  chrome: process.env.CHROME ?? 'chromium',
};

/** For `describe`: what waits for what never comes must not hold everything up. */
export const patience = { timeout: 180_000 };
