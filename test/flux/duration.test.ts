import { Duration } from 'cdk8s';
import { durationSeconds, formatDuration, formatOptionalDuration, isFluxDuration } from '../../lib/flux/duration';

test.each([
  [Duration.millis(0), '0s'],
  [Duration.millis(1), '1ms'],
  [Duration.millis(90_061_001), '25h1m1s1ms'],
  [Duration.seconds(90), '1m30s'],
  [Duration.minutes(10), '10m'],
  [Duration.minutes(90), '1h30m'],
  [Duration.hours(1), '1h'],
  [Duration.days(1), '24h'],
  [Duration.parse('PT26H3S'), '26h3s'],
])('%s is written %s', (duration, text) => {
  expect(formatDuration(duration)).toBe(text);
  expect(isFluxDuration(text)).toBe(true);
});

test('a text is written unchanged', () => {
  expect(formatDuration('90s')).toBe('90s');
  expect(formatDuration('1d')).toBe('1d');
});

test('undefined stays undefined', () => {
  expect(formatOptionalDuration(undefined)).toBeUndefined();
  expect(formatOptionalDuration(Duration.minutes(1))).toBe('1m');
});

test.each(['0s', '10m', '1h30m', '1.5h', '100ms', '30m1h'])('Flux accepts %s', text => {
  expect(isFluxDuration(text)).toBe(true);
});

test.each(['', '10', '10 m', '1d', '1w', '-5m', '+5m', '5M', '1h30', '.5h', '5.m', '10us', '1ns', 'P1D', '5m\n'])(
  'fails for %j',
  text => {
    expect(isFluxDuration(text)).toBe(false);
  },
);

test.each([
  ['1h30m', 5400],
  ['1.5h', 5400],
  ['90s', 90],
  ['1500ms', 1.5],
  ['30m1h', 5400],
  ['1d', 0],
  ['', 0],
])('%s is %d seconds', (text, seconds) => {
  expect(durationSeconds(text)).toBe(seconds);
});
