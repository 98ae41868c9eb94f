const system = new Intl.NumberFormat().resolvedOptions().locale;

/** The system's language for numbers and dates; a system without one speaks POSIX, which groups no digits. */
export const LOCALE = /posix|^c$/i.test(system) ? "en" : system;
