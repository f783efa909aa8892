package render

import (
	"bytes"
	"fmt"
	"html"
	"image/png"
	"io"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"touchpoint/results"
)

// FigureFormat is a form a figure can have.
type FigureFormat struct {
	Name      string // as [Figure] knows it
	Extension string // of files, without the dot
	write     func(io.Writer, results.Figure, *sheet) error
}

// FigureFormats lists the formats that [Figure] knows.
func FigureFormats() []FigureFormat {
	return []FigureFormat{{"svg", "svg", writeSVG}, {"png", "png", writePNG}}
}

// Figure draws the figure in the format of that name, 720 pixels wide for one panel and wider for several. The picture has the
// title; the caption belongs on the page, and in SVG is the description that a screen reader says. The bytes are a function of the
// figure alone. A figure that is not valid is an error, and nothing is written.
func Figure(w io.Writer, format string, f results.Figure) error {
	for _, known := range FigureFormats() {
		if known.Name != format {
			continue
		}
		if err := f.Validate(); err != nil {
			return fmt.Errorf("render: %w", err)
		}
		return known.write(w, f, layOut(f))
	}
	return fmt.Errorf("render: %w %q; want svg or png", ErrFormat, format)
}

// What vgsvg writes for every text, and the fonts that an SVG names once instead: all of the same widths, in the order of preference.
const (
	regularStyle = `style="font-family:Liberation Sans;font-variant:normal;font-weight:normal;font-style:normal;`
	boldStyle    = `style="font-family:Liberation Sans;font-variant:normal;font-weight:bold;font-style:normal;`
	families     = "Liberation Sans,Arimo,Arial,Helvetica,sans-serif"
)

// writeSVG replaces the head that vgsvg writes by one in pixels, with title and description.
func writeSVG(w io.Writer, f results.Figure, s *sheet) error {
	canvas := vgsvg.NewWith(vgsvg.UseWH(s.width, s.height))
	p := pen{draw.New(canvas)}
	p.box(white, p.Rectangle)
	s.draw(p)
	var body, out bytes.Buffer
	if _, err := canvas.WriteTo(&body); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	_, content, ok := strings.Cut(body.String(), "<g ")
	if !ok {
		return fmt.Errorf("render: the SVG of gonum/plot has no group to begin with")
	}
	fmt.Fprintf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%g\" height=\"%g\" viewBox=\"0 0 %[1]g %[2]g\" role=\"img\" font-family=%[3]q>\n",
		s.width, s.height, families)
	title := clean(f.Title)
	if title == "" {
		title = f.Name
	}
	fmt.Fprintf(&out, "<title>%s</title>\n", html.EscapeString(title))
	if f.Caption != "" {
		fmt.Fprintf(&out, "<desc>%s</desc>\n", html.EscapeString(clean(f.Caption)))
	}
	out.WriteString("<g " + strings.NewReplacer("\n\t"+regularStyle, ` style="`, "\n\t"+boldStyle, ` style="font-weight:bold;`).Replace(content))
	_, err := w.Write(out.Bytes())
	return err
}

// density is the number of dots of a PNG to a pixel of the page, for screens that have as many.
const density = 2

func writePNG(w io.Writer, _ results.Figure, s *sheet) error {
	canvas := vgimg.NewWith(vgimg.UseWH(s.width, s.height), vgimg.UseDPI(int(density*vg.Inch)))
	s.draw(pen{draw.New(canvas)})
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&out, canvas.Image()); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	_, err := w.Write(out.Bytes())
	return err
}
