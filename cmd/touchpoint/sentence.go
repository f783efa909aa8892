package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"

	"touchpoint/experiments"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// packages are the names that our errors begin with. They tell a programmer where to look and a user nothing.
var packages = regexp.MustCompile(`(^|: )(experiments|solvers|results|theory|ensemble|bench): `)

// sentence words an error on one line: several errors are joined by semicolons, and what they all begin with is said once.
func sentence(err error) string {
	var b strings.Builder
	previous := ""
	for line := range strings.Lines(err.Error()) {
		line = strings.TrimSpace(line)
		for packages.MatchString(line) {
			line = packages.ReplaceAllString(line, "$1")
		}
		head, rest, ok := strings.Cut(line, ": ")
		switch {
		case b.Len() == 0:
			b.WriteString(line)
		case ok && head == previous:
			b.WriteString("; " + rest)
		default:
			b.WriteString("; " + line)
		}
		previous = head
	}
	return b.String()
}

// title is the name of a command below the root.
func title(c *cobra.Command) string {
	return strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ")
}

// arguments wants at least and at most so many arguments, named in the sentence of the error.
func arguments(least, most int, names string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) > most:
			return tooMany(c, names, args[most])
		case len(args) < least && len(args) > 0:
			return usagef("%s needs %s, got only %q (see %s --help)", title(c), names, args, c.CommandPath())
		case len(args) < least:
			return usagef("%s needs %s (see %s --help)", title(c), names, c.CommandPath())
		}
		return nil
	}
}

func tooMany(c *cobra.Command, names, surplus string) error {
	return usagef("%s takes %s; %q is too much (see %s --help)", title(c), names, surplus, c.CommandPath())
}

// required reports the first flag that was not given.
func required(c *cobra.Command, names ...string) error {
	for _, name := range names {
		if !c.Flags().Changed(name) {
			return usagef("%s needs --%s (see %s --help)", title(c), name, c.CommandPath())
		}
	}
	return nil
}

// filled reports the first flag that was given without a value, as by --out "$UNSET".
func filled(c *cobra.Command, names ...string) error {
	for _, name := range names {
		if c.Flags().Changed(name) && c.Flags().Lookup(name).Value.String() == "" {
			return usagef("--%s is empty", name)
		}
	}
	return nil
}

// directory reports an --out that is no directory and cannot become one.
func directory(name string) error {
	switch info, err := os.Stat(name); {
	case err == nil && !info.IsDir():
		return usagef("--out %s is a file, not a directory", name)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return usagef("--out %s: %w", name, errors.Unwrap(err))
	}
	return nil
}

// flagError words what is wrong with the flags of a command.
func flagError(c *cobra.Command, err error) error {
	unknown, bare, bad := (*pflag.NotExistError)(nil), (*pflag.ValueRequiredError)(nil), (*pflag.InvalidValueError)(nil)
	switch {
	case errors.As(err, &unknown):
		if args := c.Flags().Args(); c.HasSubCommands() && len(args) > 0 { // the flag may well belong to the command that was meant
			return unknownCommand(c, args[0])
		}
		name := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name = "-" + short
		}
		return usagef("%w", experiments.Unknown("flag", name, flagNames(c.Flags(), "--")))
	case errors.As(err, &bare):
		err = fmt.Errorf("--%s needs a value", bare.GetSpecifiedName())
	case errors.As(err, &bad):
		err = fmt.Errorf("--%s: %w", bad.GetFlag().Name, badValue(bad.GetFlag(), bad.GetValue(), bad.Unwrap()))
	}
	return usagef("%w (see %s --help)", err, c.CommandPath())
}

func flagNames(f *pflag.FlagSet, prefix string) []string {
	var names []string
	f.VisitAll(func(flag *pflag.Flag) { names = append(names, prefix+flag.Name) })
	return names
}

// badValue words why a value was not taken by a flag of the standard kinds; the axes find their own words.
func badValue(flag *pflag.Flag, value string, cause error) error {
	kind, standard := map[string]string{
		"bool": "true or false", "float64": "a number", "int": "a whole number", "uint64": "a whole number from 0 to 18446744073709551615",
	}[flag.Value.Type()]
	switch {
	case !standard:
		return cause
	case errors.Is(cause, strconv.ErrRange):
		return fmt.Errorf("%s is out of range", value)
	}
	return fmt.Errorf("%q is not %s", value, kind)
}
