// A language host that only generates: SDKs for `pulumi package gen-sdk`, programs for `pulumi import`. The language is in its
// name: pulumi-language-python, -go, -nodejs. The vendor's hosts of these languages are modules without tags, which no proxy
// serves; what they generate with is part of the engine's module, and so fits the engine.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/hcl2/syntax"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

type generators struct {
	sdk     func(*schema.Package, schema.ReferenceLoader, *rpc.GeneratePackageRequest) (map[string][]byte, error)
	program func(*pcl.Program) (map[string][]byte, hcl.Diagnostics, error)
}

var languages = map[string]generators{
	"python": {
		func(p *schema.Package, l schema.ReferenceLoader, r *rpc.GeneratePackageRequest) (map[string][]byte, error) {
			return python.GeneratePackage("pulumi", p, r.ExtraFiles, l)
		},
		python.GenerateProgram,
	},
	"go": {
		func(p *schema.Package, _ schema.ReferenceLoader, r *rpc.GeneratePackageRequest) (map[string][]byte, error) {
			return gogen.GeneratePackage("pulumi", p, r.LocalDependencies)
		},
		gogen.GenerateProgram,
	},
	"nodejs": {
		func(p *schema.Package, l schema.ReferenceLoader, r *rpc.GeneratePackageRequest) (map[string][]byte, error) {
			return nodejs.GeneratePackage("pulumi", p, r.ExtraFiles, r.LocalDependencies, r.Local, l)
		},
		nodejs.GenerateProgram,
	},
}

type host struct {
	rpc.UnimplementedLanguageRuntimeServer
	generators
}

func (host) GetPluginInfo(context.Context, *emptypb.Empty) (*rpc.PluginInfo, error) {
	return &rpc.PluginInfo{}, nil
}

func (h host) GeneratePackage(_ context.Context, r *rpc.GeneratePackageRequest) (*rpc.GeneratePackageResponse, error) {
	var spec schema.PackageSpec
	if err := json.Unmarshal([]byte(r.Schema), &spec); err != nil {
		return nil, err
	}
	loader, err := schema.NewLoaderClient(r.LoaderTarget)
	if err != nil {
		return nil, err
	}
	defer loader.Close()
	pkg, diags, err := schema.BindSpec(spec, loader, schema.ValidationOptions{AllowDanglingReferences: true})
	if err != nil {
		return nil, err
	}
	told := &rpc.GeneratePackageResponse{Diagnostics: plugin.HclDiagnosticsToRPCDiagnostics(diags)}
	if diags.HasErrors() {
		return told, nil
	}
	files, err := h.sdk(pkg, loader, r)
	if err != nil {
		return nil, err
	}
	for name, text := range files {
		file := filepath.Join(r.Directory, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return nil, err
		}
	}
	return told, nil
}

func (h host) GenerateProgram(_ context.Context, r *rpc.GenerateProgramRequest) (*rpc.GenerateProgramResponse, error) {
	loader, err := schema.NewLoaderClient(r.LoaderTarget)
	if err != nil {
		return nil, err
	}
	defer loader.Close()
	parser := syntax.NewParser()
	for name, text := range r.Source {
		if err := parser.ParseFile(strings.NewReader(text), name); err != nil {
			return nil, err
		}
	}
	if parser.Diagnostics.HasErrors() {
		return nil, parser.Diagnostics
	}
	var options []pcl.BindOption
	if !r.Strict {
		options = pcl.NonStrictBindOptions()
	}
	program, diags, err := pcl.BindProgram(parser.Files, schema.NewCachedLoader(loader), options...)
	if err != nil {
		return nil, err
	}
	told := &rpc.GenerateProgramResponse{Diagnostics: plugin.HclDiagnosticsToRPCDiagnostics(diags)}
	if diags.HasErrors() {
		return told, nil
	}
	files, more, err := h.program(program)
	if err != nil {
		return nil, err
	}
	told.Source = files
	told.Diagnostics = append(told.Diagnostics, plugin.HclDiagnosticsToRPCDiagnostics(more)...)
	return told, nil
}

func main() {
	language := strings.TrimPrefix(filepath.Base(os.Args[0]), "pulumi-language-")
	generators, known := languages[language]
	if !known {
		fmt.Fprintf(os.Stderr, "no generator for %q\n", language)
		os.Exit(1)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(400 << 20))
	rpc.RegisterLanguageRuntimeServer(server, host{generators: generators})
	fmt.Println(listener.Addr().(*net.TCPAddr).Port) // how the engine learns where we listen
	if err := server.Serve(listener); err != nil {
		os.Exit(1)
	}
}
