package results

import (
	"fmt"
	"math"
	"strconv"
)

// Number is a float64 that JSON can hold: NaN and the infinities are written as null, and null reads back as NaN; every
// finite value reads back bit for bit. A quantity that can be unbounded is therefore better recorded by its reciprocal.
type Number float64

// Missing reports whether the number is not finite, so that nothing of it survives in JSON.
func (x Number) Missing() bool {
	return math.IsNaN(float64(x)) || math.IsInf(float64(x), 0)
}

// MarshalJSON writes the shortest decimal that reads back as x, or null.
func (x Number) MarshalJSON() ([]byte, error) {
	return x.appendJSON(nil), nil
}

// UnmarshalJSON reads a number or null; a number beyond the range of float64 is an error.
func (x *Number) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*x = Number(math.NaN())
		return nil
	}
	v, err := strconv.ParseFloat(string(data), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return fmt.Errorf("results: %q is no finite number", data)
	}
	*x = Number(v)
	return nil
}

// appendJSON follows encoding/json: plain decimals from 1e-6 to 1e21, exponents without a leading zero outside.
func (x Number) appendJSON(buf []byte) []byte {
	if x.Missing() {
		return append(buf, "null"...)
	}
	v := float64(x)
	if size := math.Abs(v); size == 0 || size >= 1e-6 && size < 1e21 {
		return strconv.AppendFloat(buf, v, 'f', -1, 64)
	}
	buf = strconv.AppendFloat(buf, v, 'e', -1, 64)
	if n := len(buf); buf[n-4] == 'e' && buf[n-3] == '-' && buf[n-2] == '0' { // e-09 becomes e-9
		buf[n-2] = buf[n-1]
		buf = buf[:n-1]
	}
	return buf
}
