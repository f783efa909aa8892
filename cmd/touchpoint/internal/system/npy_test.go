package system

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

// npyFile writes a file of version 1 by hand: the dictionary as it is given, padded, and the values behind it.
func npyFile(dictionary string, values ...any) string {
	head := []byte(npyMagic + "\x01\x00")
	for (len(head)+2+len(dictionary)+1)%16 != 0 {
		dictionary += " "
	}
	head = binary.LittleEndian.AppendUint16(head, uint16(len(dictionary)+1))
	head = append(append(head, dictionary...), '\n')
	for _, v := range values {
		var err error
		if head, err = binary.Append(head, binary.LittleEndian, v); err != nil {
			panic(err)
		}
	}
	return string(head)
}

func dictionary(descr, fortran, shape string) string {
	return "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }"
}

// TestNPYTypes reads every type the library knows, the extremes of the type included.
func TestNPYTypes(t *testing.T) {
	for descr, c := range map[string]struct {
		values any
		want   [][]float64
	}{
		"<f8": {[]float64{5e-324, -math.MaxFloat64}, [][]float64{{5e-324, -math.MaxFloat64}}},
		"<f4": {[]float32{0.1, -math.MaxFloat32}, [][]float64{{float64(float32(0.1)), -math.MaxFloat32}}},
		"<i8": {[]int64{math.MinInt64, 1<<53 + 1}, [][]float64{{-0x1p63, 0x1p53}}},
		"<i4": {[]int32{math.MinInt32, 7}, [][]float64{{math.MinInt32, 7}}},
		"<i2": {[]int16{math.MinInt16, 7}, [][]float64{{math.MinInt16, 7}}},
		"|i1": {[]int8{math.MinInt8, 7}, [][]float64{{math.MinInt8, 7}}},
		"<u8": {[]uint64{math.MaxUint64, 7}, [][]float64{{0x1p64, 7}}},
		"<u4": {[]uint32{math.MaxUint32, 7}, [][]float64{{math.MaxUint32, 7}}},
		"<u2": {[]uint16{math.MaxUint16, 7}, [][]float64{{math.MaxUint16, 7}}},
		"|u1": {[]uint8{math.MaxUint8, 7}, [][]float64{{math.MaxUint8, 7}}},
	} {
		array, err := Read("f", strings.NewReader(npyFile(dictionary(descr, "False", "(1, 2)"), c.values)))
		if err != nil {
			t.Errorf("%s: %v", descr, err)
			continue
		}
		sameBits(t, descr, array.Columns, columnsOf(c.want))
	}
}

// TestNPYLong crosses the boundaries of every buffer, with values at odd offsets.
func TestNPYLong(t *testing.T) {
	const m, n = 3, 9001
	values := make([]float64, m*n)
	for k := range values {
		values[k] = float64(k) / 7
	}
	text := npyFile(dictionary("<f8", "False", "(3, 9001)"), values)
	length := binary.LittleEndian.Uint16([]byte(text[8:]))
	odd := text[:8] + string(binary.LittleEndian.AppendUint16(nil, length-3)) + strings.Replace(text[10:], "   \n", "\n", 1)
	for name, text := range map[string]string{"aligned": text, "at odd offsets": odd} {
		for how, stream := range streams {
			array, err := Read("f", stream(strings.NewReader(text)))
			if err != nil {
				t.Errorf("%s, %s: %v", name, how, err)
				continue
			}
			sameBits(t, name+", "+how, array.Columns, byRows(m, n, values))
		}
	}
}

func TestNPYRefused(t *testing.T) {
	two := []float64{1, 2}
	f8 := func(shape string) string { return dictionary("<f8", "False", shape) }
	const reads = "; real floats of 4 or 8 bytes and integers are read"
	const phrases = "its .npy header is malformed: descr, fortran_order and shape do not stand in it as NumPy writes them"
	testRefusals(t, 100, []refusal{
		{"bool", npyFile(dictionary("|b1", "False", "(2,)"), []byte{0, 1}), `holds values of type "|b1"` + reads},
		{"complex", npyFile(dictionary("<c16", "False", "(1,)"), two), `holds values of type "<c16"` + reads},
		{"half precision", npyFile(dictionary("<f2", "False", "(1,)"), []byte{0, 0}), `holds values of type "<f2"` + reads},
		{"text", npyFile(dictionary("<U3", "False", "(1,)"), make([]byte, 12)), `holds values of type "<U3"` + reads},
		{"objects", npyFile(dictionary("|O", "False", "(1,)"), make([]byte, 8)), `holds values of type "|O"` + reads},
		{"records", npyFile("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", two[:1]), `holds values of type "('a', '<f8')"` + reads},
		{"odd byte order", npyFile(dictionary(">u1", "False", "(1,)"), []byte{0}), `values of type ">u1": npy: no reflect.Type for dtype=>u1`},
		{"scalar", npyFile(f8("()"), two[:1]), "has 0 dimensions; a matrix has two, a vector one"},
		{"cube", npyFile(f8("(1, 1, 2)"), two), "has 3 dimensions; a matrix has two, a vector one"},
		{"no rows", npyFile(f8("(0, 3)")), "declares a 0 x 3 matrix; it needs at least one row and one column"},
		{"no entries", npyFile(f8("(0,)")), "declares a 0 x 1 matrix; it needs at least one row and one column"},
		{"negative", npyFile(f8("(-1, -2)"), two), "declares a -1 x -2 matrix; it needs at least one row and one column"},
		{"huge", npyFile(f8("(4294967296, 4294967296)"), two), "declares a 4294967296 x 4294967296 matrix; at most 100 entries are read"},
		{"beyond int", npyFile(f8("(9223372036854775808,)"), two), `its .npy header is malformed: strconv.Atoi: parsing "9223372036854775808": value out of range`},
		{"truncated", npyFile(f8("(3,)"), two), "ends before the 3 values its header declares"},
		{"cut inside a value", npyFile(f8("(3,)"), two, []byte{1, 2, 3}), "ends before the 3 values its header declares"},
		{"too long", npyFile(f8("(1,)"), two), "goes on after the 1 value its header declares"},
		{"NaN", npyFile(f8("(2,)"), 1.0, math.NaN()), "entry [1] is NaN; entries must be finite"},
		{"Inf by rows", npyFile(f8("(2, 3)"), make([]float64, 5), math.Inf(-1)), "entry [1,2] is -Inf; entries must be finite"},
		{"Inf by columns", npyFile(dictionary("<f8", "True", "(2, 3)"), make([]float64, 4), math.Inf(1), 0.0), "entry [0,2] is +Inf; entries must be finite"},
		{"magic only", npyMagic, "its .npy header is cut short: EOF"},
		{"cut header", npyFile(f8("(2,)"))[:40], "its .npy header is cut short: EOF"},
		{"cut length of version 2", npyMagic + "\x02\x00\x10\x00", "its .npy header is cut short: EOF"},
		{"version 3", npyMagic + "\x03\x00\x10\x00\x00\x00" + strings.Repeat(" ", 16), "is of .npy version 3; versions 1 and 2 are read"},
		{"header of 4 GiB", npyMagic + "\x02\x00\xff\xff\xff\xff{}", "declares a .npy header of 4294967295 bytes; at most 10000 are read"},
		{"no dictionary", npyMagic + "\x01\x00\x04\x00xyz\n", "its .npy header is malformed: npy: invalid dictionary format"},
		{"no line end", npyMagic + "\x01\x00\x04\x00wxyz", phrases},
		{"no header at all", npyMagic + "\x01\x00\x00\x00", phrases},
		{"fields out of order", npyFile("{'shape': (2,), 'fortran_order': False, 'descr': '<f8', }", two), phrases},
		{"fortran_order", npyFile(dictionary("<f8", "Maybe", "(2,)"), two), "its .npy header is malformed: npy: invalid 'fortran_order' value (Maybe)"},
	})
}
